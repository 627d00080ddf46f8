"""The section of errors worth reading: the largest misses out of time with their texts, and where the model was sure and wrong.

Texts are shown as the model reads them, amounts masked; `report.json` has the figures without the texts.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from training.page import Page
from training.picture import factor
from training.report.finished import Figures, Finished
from valuation.price import QUANTILES, confidence_level, sigma_log

EACH, CHARACTERS = 6, 700
_P10, _MEDIAN, _P90 = (QUANTILES.index(level) for level in (0.10, 0.50, 0.90))
KINDS = {
    "overpriced": ("Priced far too high", "高估最多", "The prediction divided by the price, at its largest."),
    "underpriced": ("Priced far too low", "低估最多", "The price divided by the prediction, at its largest."),
    "sure_and_wrong": ("Sure and wrong", "置信度高但偏差大", "Furthest outside their 90 % interval, measured by the spread that the model promised."),
}


@dataclass(frozen=True)
class Miss:
    """A contract and what was predicted for it out of time, in units of the currency; `row` of the corpus, `sigmas` the error in promised spreads."""

    row: int
    id: str
    date: str
    price: float
    predicted: float
    low: float
    high: float
    confidence: int
    log_ratio: float
    sigmas: float


def add_errors(page: Page, run: Finished) -> Figures:
    """A few misses of each kind."""
    judged = run.evaluation.judged
    if judged is None or run.manifest.price is None or not len(judged.found):
        return {}
    found = worst(run)
    page.heading("Errors worth reading", "值得细读的误差")
    page.text(
        "A large miss is a question: a wrong unit, an amount that covers something else, a field too thin to know, or a deal that no text explains. "
        "Check these rows in the source before trusting or correcting the model."
    )
    page.note("This page holds texts and ids of contracts: mind who may read it.")
    for kind, (title, zh, how) in KINDS.items():
        page.subheading(title, zh)
        page.note(how)
        for miss in found[kind]:
            _add_entry(page, run, miss)
    return {"errors": {kind: [{name: value for name, value in asdict(miss).items() if name != "row"} for miss in misses] for kind, misses in found.items()}}


def worst(run: Finished) -> dict[str, list[Miss]]:
    """The leading misses by kind; each contract as its newest origin predicted it."""
    judged = run.evaluation.judged
    assert judged is not None
    newest = _newest(judged.found.rows, judged.found.origin)
    truth, quantiles = judged.found.truth[newest], judged.quantiles[newest]
    ratio = quantiles[:, _MEDIAN] - truth
    sigma = np.maximum(sigma_log(quantiles[:, _P10], quantiles[:, _P90]), 1e-6)
    outside = np.maximum(quantiles[:, 0] - truth, truth - quantiles[:, -1]) / sigma
    level = confidence_level(sigma)

    def miss(at: int) -> Miss:
        row = int(run.priced[judged.found.rows[newest[at]]])
        low, predicted, high = (float(np.exp(quantiles[at, column])) for column in (0, _MEDIAN, -1))
        day = str(run.corpus.columns.dates[row])
        return Miss(
            row, contract_id(run, row), day, float(np.exp(truth[at])), predicted, low, high, int(level[at]), float(ratio[at]), float(ratio[at] / sigma[at])
        )

    def leading(size: NDArray[np.float64]) -> list[Miss]:
        return [miss(int(at)) for at in np.argsort(-size, kind="stable")[:EACH] if size[at] > 0]

    sure = level >= max(int(np.quantile(level, 0.75)), 1)
    return {"overpriced": leading(ratio), "underpriced": leading(-ratio), "sure_and_wrong": leading(np.where(sure, outside, -1.0))}


def contract_id(run: Finished, row: int) -> str:
    """The id as the source gives it, or the row of its file."""
    table, at = run.corpus.record(row)
    return table.ids[at] or f"row {table.rows[at]}"


def _newest(rows: NDArray[np.int64], origin: NDArray[np.float64]) -> NDArray[np.int64]:
    """Of the predictions of each row the one from the newest origin; indices."""
    order = np.lexsort((origin, rows))
    last = np.append(rows[order][1:] != rows[order][:-1], True)
    return np.sort(order[last])


def _add_entry(page: Page, run: Finished, miss: Miss) -> None:
    head = run.manifest.price
    assert head is not None
    columns = run.corpus.columns
    facts = [f"{run.label(name).split(' · ')[0]}: {values[miss.row]}" for name, values in columns.categories.items() if values[miss.row]]
    facts += [f"{run.label(name).split(' · ')[0]}: {values[miss.row]:g}" for name, values in columns.numbers.items() if np.isfinite(values[miss.row])]
    text = columns.text[miss.row]
    said = (
        f"price {miss.price:,.0f} {head.currency}, predicted {miss.predicted:,.0f}, 90 % interval {miss.low:,.0f} to {miss.high:,.0f}, "
        f"confidence level {miss.confidence}, {abs(miss.sigmas):.1f} promised spreads away"
    )
    shown = (text[:CHARACTERS] + ("…" if len(text) > CHARACTERS else "")) or "(no text)"
    page.entry(f"{miss.id} · {miss.date} · {factor(miss.log_ratio)}", [said, "; ".join(facts)], shown)
