"""The section on drift: have the inputs changed since the newest origin, and does the level of prices run away from the model."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from training.cells import Bar, Cell, State, Verdict
from training.drift import LARGE, NOTICEABLE, InputDrift, input_drift
from training.page import Page
from training.plots import error_by_year, level_over_time
from training.report.finished import Figures, Finished
from valuation.price import QUANTILES

NEWEST_SHARE = 0.2
"""Where no origin was rolled, the newest fifth of the contracts is held against the rest."""
END = 1.0
"""Where the axis ends; what drifts further is cut there."""
STATES: dict[str, State] = {"large": "bad", "noticeable": "warn", "little": "good"}


def add_drift(page: Page, run: Finished) -> Figures:
    """Population stability of every input, and the price level with the errors by year."""
    if run.heads.price is None or not len(run.priced):
        return {}
    page.heading("Drift", "漂移")
    cut, found = _inputs(run)
    if found:
        _add_inputs(page, run, cut, found)
    _add_level(page, run)
    return {"drift": {"since": cut, "inputs": [{**asdict(one), "excess": one.excess, "verdict": one.verdict} for one in found]}}


def _inputs(run: Finished) -> tuple[float, list[InputDrift]]:
    """The year from which contracts count as new, and the drift of every input; none where one side is empty."""
    cut = run.newest_origin if run.newest_origin is not None else float(np.quantile(run.years, 1 - NEWEST_SHARE))
    since = run.years >= cut
    if since.all() or not since.any():
        return cut, []
    rows = run.inputs.take(run.priced)
    return cut, input_drift(rows.take(np.flatnonzero(~since)), rows.take(np.flatnonzero(since)), run.heads.centroids, run.corpus.schema)


def _add_inputs(page: Page, run: Finished, cut: float, found: list[InputDrift]) -> None:
    since = int((run.years >= cut).sum())
    drifted = [run.label(one.name) for one in found if one.verdict == "large"]
    page.subheading(f"Inputs: {since:,} contracts since {cut:.4g} against {len(run.years) - since:,} before", "输入分布")
    if drifted:
        page.attention(f"Large drift in {len(drifted)} of {len(found)} inputs since {cut:.4g}: {', '.join(drifted)}.")
    else:
        page.text("No input has drifted far.")
    rows: list[list[Cell]] = [
        [
            run.label(one.name),
            f"{one.psi:.3f}",
            Bar(0, one.psi, end=END, references=(NOTICEABLE, LARGE), state=STATES[one.verdict] if one.verdict != "little" else ""),
            Verdict(one.verdict, STATES[one.verdict]),
            f"{one.by_chance:.3f}",
            f"{one.unknown_before:.0%} → {one.unknown_since:.0%}",
            f"{one.new_values:.0%}" if one.kind == "category" else "–",
        ]
        for one in found
    ]
    page.table(
        ("input", "PSI", f"0 to {END:g}; lines at {NOTICEABLE:g} and {LARGE:g}", "drift", "by chance", "not given", "never seen before"),
        rows,
        f"Population stability index. Noticeable from {NOTICEABLE:g}, large from {LARGE:g} above what chance shows in samples of this size. Text: share of the "
        "contracts by nearest centroid of the corpus.",
    )


def _add_level(page: Page, run: Finished) -> None:
    price, head, judged = run.heads.price, run.manifest.price, run.evaluation.judged
    assert price is not None
    page.subheading("Price level", "价格水平")
    index = price.frame.index
    _, level = price.frame.run(run.inputs.take(run.priced))
    knots = index.first + np.arange(len(index.overall), dtype=np.float64)
    beyond = knots > index.last
    newest = float(np.median(level[np.floor(run.years) == np.floor(run.years.max())]))
    continued = newest + index.overall[beyond] - float(np.interp(index.last, knots, index.overall))
    currency = "" if head is None else head.currency
    page.picture(
        level_over_time(run.years, np.log(run.corpus.amounts[run.priced]), level, knots[beyond], continued, currency),
        "price level over time with its continuation",
        "Median price of each year, and the level that the model gives the same contracts; the mix of segments changes from year to year.",
    )
    if judged is not None:
        error = judged.quantiles[:, QUANTILES.index(0.5)] - judged.found.truth
        page.picture(
            error_by_year(run.years[judged.found.rows], error),
            "ratio of prediction to price by year",
            "Each year predicted from the years before it: above 1 the model was too dear, below 1 prices had risen past it.",
        )
