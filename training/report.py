"""`report.json` and `report.html` of a run: the same figures for machines and for eyes."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.card import card
from models.manifest import Manifest
from training import plots
from training.as_served import Judged
from training.context import Context
from training.evaluation import PriceFigures
from training.finite_json import as_json
from training.page import Page
from valuation.features import decimal_years
from valuation.price import QUANTILES


def write_report(context: Context, manifest: Manifest, folder: Path) -> None:
    """Writes both files into the bundle's folder."""
    evaluation = context.evaluation
    found = {
        "name": manifest.name,
        "version": manifest.version,
        "simulated": manifest.simulated,
        "price": None if evaluation.overall is None else asdict(evaluation.overall),
        "price_by_origin": {origin: asdict(figures) for origin, figures in evaluation.by_origin.items()},
        "heads": evaluation.heads,
        "parity": asdict(context.parity),
        "data": [info.model_dump(mode="json") for info in manifest.data],
        "rejects": dict(_reject_counts(context)),
        "calibration": None if context.calibration is None else {"blend": context.calibration.blend, "shifts": context.calibration.shifts.tolist()},
        "parameters": manifest.parameters,
    }
    (folder / "report.json").write_text(as_json(found) + "\n", encoding="utf-8")
    (folder / "report.html").write_text(_page(context, manifest).html(), encoding="utf-8")


def _page(context: Context, manifest: Manifest) -> Page:
    page = Page(f"Training run {manifest.name} {manifest.version}")
    if manifest.simulated:
        page.warning("SIMULATED 模拟数据: learned from simulated contracts; no figure here says anything of a real market.")
    page.heading("Data and exclusions")
    page.table(("source", "rows", "first", "last", "sha256"), [(d.source, f"{d.rows:,}", str(d.first), str(d.last), d.sha256[:12]) for d in manifest.data])
    page.text(f"Rows left out or corrected ({sum(_reject_counts(context).values()):,}), with every reason in rejects.csv:")
    page.table(("field and reason", "rows"), [(reason, f"{count:,}") for reason, count in _reject_counts(context).most_common(12)])
    evaluation = context.evaluation
    if evaluation.overall is not None and evaluation.judged is not None:
        _add_price(page, context, manifest, evaluation.judged)
    if evaluation.heads:
        page.heading("Other heads, on projects held out")
        page.table(("figure", "value"), [(name, f"{value:,.3f}") for name, value in evaluation.heads.items()])
    page.heading("Parity of the graph")
    page.text(f"{context.parity.rows:,} hard rows, {context.parity.flipped_leaves} leaves flipped; greatest differences:")
    page.table(("head", "difference"), [(head, f"{most:.2e}") for head, most in context.parity.differences.items()])
    page.heading("Model card")
    page.preformatted(card(manifest))
    return page


def _add_price(page: Page, context: Context, manifest: Manifest, judged: Judged) -> None:
    evaluation, price, head = context.evaluation, context.heads.price, manifest.price
    assert evaluation.overall is not None and price is not None and head is not None
    page.heading("Price on unseen contracts")
    page.text(f"{evaluation.how.capitalize()}. {head.concept_en} ({head.concept_zh}), {head.currency}.")
    names = list(PriceFigures.__dataclass_fields__)
    rows = [(origin, *_cells(figures)) for origin, figures in evaluation.by_origin.items()]
    page.table(("origin", *names), [*rows, ("all", *_cells(evaluation.overall))])
    truth, median = judged.found.truth, judged.quantiles[:, QUANTILES.index(0.5)]
    priced = context.corpus.priced
    years = decimal_years(context.corpus.columns.dates[priced])
    page.picture(plots.predicted_against_actual(truth, median, head.currency), "predicted against actual prices")
    page.picture(plots.ratio_by_decile(truth, median), "ratio of prediction to price by decile")
    page.picture(plots.coverage_by_year(years[judged.found.rows], truth, judged.quantiles[:, 0], judged.quantiles[:, -1]), "coverage by year")
    index = price.frame.index
    knots = index.first + np.arange(len(index.overall), dtype=np.float64)
    prices = np.log(context.corpus.amounts[priced])
    page.picture(plots.level_over_time(years, prices, knots, index.overall, index.last, head.currency), "price level over time")
    gains = np.asarray(price.boosters[1].feature_importance("gain"), dtype=np.float64)
    page.text("Importance in the mean head: the features that lower its loss most.")
    page.table(("feature", "share of gain"), _importance(_feature_names(context, len(gains)), gains))


def _feature_names(context: Context, count: int) -> list[str]:
    schema = context.corpus.schema
    labels = {name: attribute.label_en for table in context.corpus.price_tables for name, attribute in table.source.attributes.items() if attribute.label_en}
    names = [*(labels.get(name, name) for name in (*schema.categories, *schema.number_columns)), "date", "price level"]
    return names + [f"text {at}" for at in range(count - len(names))]


def _importance(names: list[str], gains: NDArray[np.float64]) -> list[tuple[str, str]]:
    """The 15 most important features; a table, for a plot has no letters for every language that names them."""
    total = max(float(gains.sum()), 1e-12)
    return [(names[at], f"{gains[at] / total:.1%}") for at in np.argsort(-gains, kind="stable")[:15]]


def _cells(figures: PriceFigures) -> list[str]:
    return [f"{value:,}" if isinstance(value, int) else f"{value:.3f}" for value in asdict(figures).values()]


def _reject_counts(context: Context) -> Counter[str]:
    return Counter(f"{reject.field}: {reject.reason}" for table in context.corpus.tables for reject in table.rejects)
