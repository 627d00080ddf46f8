"""The section on what moves a price: SHAP values of the mean head over recent contracts, as a summary and feature by feature."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.cells import Bar, Cell, Small
from training.explanation import DATE, LEVEL, TEXT, Explanation, explain
from training.page import Page
from training.picture import factor, strip
from training.plots import effect_of_number
from training.report.finished import Figures, Finished

SHOWN, PICTURED, LEAST_ROWS, MOST_VALUES = 15, 6, 20, 12


def add_importance(page: Page, run: Finished) -> Figures:
    """Summary and dependence of the leading features."""
    price = run.heads.price
    if price is None:
        return {}
    inputs = run.inputs.take(run.priced)
    found = explain(price, inputs, run.corpus.schema, run.seed)
    values = _values(run, found)
    page.heading("What moves the price", "价格的影响因素")
    page.text(
        f"Exact Shapley values (TreeSHAP) of the predicted mean, for {len(found.rows):,} of the newest contracts. They add up to ln(price), so each is a "
        f"factor: a contract with no attribute's effect would stand at {np.exp(found.base):,.0f}, and every feature multiplies or divides from there. "
        "They say what the model does, not what causes a price."
    )
    _add_summary(page, run, found, values)
    _add_dependence(page, run, found, values)
    return {
        "importance": [{"feature": found.names[at], "mean_abs_shap": float(found.importance[at]), "gain_share": float(found.gains[at])} for at in found.order],
        "shap_base": found.base,
    }


def _add_summary(page: Page, run: Finished, found: Explanation, values: dict[int, NDArray[np.float64]]) -> None:
    most = max(float(found.importance.max()), 1e-9)
    end = max(float(np.quantile(np.abs(found.contributions), 0.995)), 1e-9)
    rows: list[list[Cell]] = []
    for at in found.order[:SHOWN]:
        if found.importance[at] <= 0:
            break
        effect, name = found.contributions[:, at], run.label(found.names[at])
        picture = Small(strip(effect, _ranks(values[at]) if at in values else None, end), f"{name}: from {factor(effect.min())} to {factor(effect.max())}")
        size = float(found.importance[at])
        rows.append([name, factor(size), Bar(0, size, end=most), picture, factor(float(effect.min())), factor(float(effect.max())), f"{found.gains[at]:.1%}"])
    page.table(
        ("feature", "typical effect", "", f"each contract, ÷{np.exp(end):.2g} to ×{np.exp(end):.2g}, root scale", "lowest", "highest", "share of gain"),
        rows,
        "Typical effect: mean |SHAP| as a factor. A dot is a contract: red where the feature is high (for categories: where the category is a dear one), "
        "blue where it is low, grey where it is unknown or has no order.",
    )


def _add_dependence(page: Page, run: Finished, found: Explanation, values: dict[int, NDArray[np.float64]]) -> None:
    leading = [at for at in found.order if found.names[at] != TEXT and found.importance[at] > 0][:PICTURED]
    if not leading:
        return
    page.subheading("How the leading features act", "主要因素的作用方式")
    categories = len(run.corpus.schema.categories)
    for at in (one for one in leading if one >= categories):
        name = found.names[at]
        uri = effect_of_number(values[at], found.contributions[:, at], run.short_label(name))
        page.picture(uri, f"effect of {run.label(name)} on the price over its values", f"{run.label(name)}: dots are contracts, the line their median")
    for at in (one for one in leading if one < categories):
        column = run.inputs.categories[run.priced[found.rows], at]
        page.table(*_category_table(run.label(found.names[at]), column, found.contributions[:, at]))


def _category_table(label: str, column: NDArray[np.object_], effect: NDArray[np.float64]) -> tuple[tuple[str, ...], list[list[Cell]], str]:
    """Median and middle half of the effect by value, the commonest values, dearest first."""
    values, counts = np.unique([str(one) for one in column], return_counts=True)
    common = [(values[at], int(counts[at])) for at in np.argsort(-counts, kind="stable") if counts[at] >= min(LEAST_ROWS, len(column))][:MOST_VALUES]
    spans = [(value, count, *(float(one) for one in np.quantile(effect[column == value], (0.25, 0.5, 0.75)))) for value, count in common]
    end = max((max(abs(low), abs(high)) for *_, low, _, high in spans), default=1.0) or 1.0
    rows: list[list[Cell]] = [
        [value or "unknown", f"{count:,}", factor(middle), Bar(low, high, middle, -end, end, (0.0,))]
        for value, count, low, middle, high in sorted(spans, key=lambda one: -one[3])
    ]
    return (label, "contracts", "median effect", f"middle half, ÷{np.exp(end):.2f} to ×{np.exp(end):.2f}"), rows, ""


def _values(run: Finished, found: Explanation) -> dict[int, NDArray[np.float64]]:
    """What each feature was, as a number, in the rows explained; categories by the rank that the trees read, the text has none."""
    price = run.heads.price
    assert price is not None
    inputs = run.inputs.take(run.priced[found.rows])
    matrix, level = price.frame.run(inputs)
    values = {at: matrix[:, at].astype(np.float64) for at, name in enumerate(found.names) if name != TEXT}
    lengths = {"text_length", "title_length"}
    for at, name in enumerate(found.names):
        if name == LEVEL:
            values[at] = np.exp(level)
        elif name == DATE:
            values[at] = inputs.years.astype(np.float64)
        elif name in lengths:
            values[at] = np.expm1(values[at])
    return values


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values as shares of the way from the lowest to the highest, by rank, so that an outlier does not bleach the rest; NaN stays."""
    unique, at = np.unique(values, return_inverse=True)
    known = int(np.isfinite(unique).sum())
    ranks = at / max(known - 1, 1)
    return np.asarray(np.where(np.isfinite(values), ranks, np.nan))
