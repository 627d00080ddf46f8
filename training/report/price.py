"""The section on prices: the headline out of time, the plain rivals beside it, other views, and the figures apart by origin, horizon and segment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from math import isfinite

import numpy as np

from training.cells import Bar, Cell, State, Verdict
from training.coverage_table import LEAST_FLAGGED, OVERALL_BAND
from training.decile_bias import DecileBias
from training.evaluation import PriceFigures
from training.page import Page, Tile
from training.plots import predicted_against_actual, ratio_by_decile
from training.report.finished import Figures, Finished
from valuation.price import QUANTILES

COLUMNS = {
    "n": ("contracts", "{:,.0f}"),
    "rmse": ("RMSE", "{:.3f}"),
    "skill_attributes_only": ("less than without text", "{:+.1%}"),
    "skill_segment_median": ("less than segment median", "{:+.1%}"),
    "mdape": ("MdAPE", "{:.1%}"),
    "within2": ("within ×2", "{:.1%}"),
    "median_ratio": ("median ratio", "{:.3f}"),
    "slope": ("slope", "{:.3f}"),
    "pinball": ("pinball", "{:.4f}"),
    "crps": ("CRPS", "{:.4f}"),
    "cover90": ("in 90 %", "{:.1%}"),
    "cover90_uncalibrated": ("raw", "{:.1%}"),
    "cover50": ("in 50 %", "{:.1%}"),
    "width90": ("90 % width", "{:.2f}"),
    "winkler90": ("Winkler", "{:.2f}"),
}
"""Figure → its heading and layout."""
LEVEL_BAND = (0.95, 1.05)
"""Of the median ratio, where nothing is said of it."""
HOW_TO_READ = (
    "RMSE, pinball, CRPS, width and Winkler score are in ln(price), lower is better; an RMSE of 0.40 means that about two thirds of prices lie within ×/÷ 1.5. "
    "'Less than': share of the RMSE that the model saves against the same trees without text, and against the median of the segment's last three years. "
    "Median ratio: prediction ÷ price, 1 is level; slope: of ln(price) on ln(prediction), 1 is neither exaggerating nor playing down; raw: before calibration."
)


def add_price(page: Page, run: Finished) -> Figures:
    """Tiles, pictures, and a table for each way of looking."""
    evaluation, head = run.evaluation, run.manifest.price
    found: Figures = {
        "price": None if evaluation.overall is None else asdict(evaluation.overall),
        "price_by_origin": {origin: asdict(figures) for origin, figures in evaluation.by_origin.items()},
    }
    if evaluation.overall is None or head is None:
        return found
    page.heading("Price on unseen contracts", "未见合同的价格")
    page.text(f"{evaluation.how.capitalize()}. {head.concept_en} ({head.concept_zh}), {head.currency}.")
    page.tiles(tiles(evaluation.overall))
    for remark in remarks(evaluation.overall):
        page.attention(remark)
    _add_pictures(page, run, head.currency)
    views = {name: one for name, one in (("out of time", evaluation.overall), ("as a listing", evaluation.listing), ("random split", evaluation.random)) if one}
    _add_figures(page, "view", views, HOW_TO_READ + _views_said(views))
    _add_figures(
        page,
        "origin",
        {**evaluation.by_origin, "all": evaluation.overall},
        "By origin, the year from which it was predicted; 'all': those that older ones could calibrate.",
    )
    _add_figures(page, "horizon", evaluation.by_horizon, "By distance from the last contract that taught.")
    _add_figures(page, "segment", {_segment(run, name): one for name, one in evaluation.by_segment.items()}, "By segment, the most frequent values.")
    if run.tables is not None:
        _add_deciles(page, run.tables.deciles, head.currency)
        found["deciles"] = [asdict(row) for row in run.tables.deciles]
    apart = {"price_by_horizon": evaluation.by_horizon, "price_by_segment": evaluation.by_segment}
    found |= {name: {key: asdict(one) for key, one in figures.items()} for name, figures in apart.items()}
    return found | {f"price_{name}": None if one is None else asdict(one) for name, one in (("listing", evaluation.listing), ("random", evaluation.random))}


def tiles(overall: PriceFigures) -> list[Tile]:
    """The headline, with a verdict where there is a band."""
    low, high = OVERALL_BAND
    inside: State = "good" if low <= overall.cover90 <= high else "bad"
    level: State = "good" if LEVEL_BAND[0] <= overall.median_ratio <= LEVEL_BAND[1] else "warn"
    return [
        Tile("RMSE of ln(price)", f"{overall.rmse:.3f}", f"{overall.n:,} contracts"),
        Tile("median error", f"{overall.mdape:.0%}", f"{overall.within2:.0%} within ×2"),
        Tile("RMSE against segment median", f"{-overall.skill_segment_median:+.0%}", f"the median of three years has {overall.rmse_recent_segment_median:.3f}"),
        Tile("in the 90 % interval", f"{overall.cover90:.1%}", f"should be {low:.0%} to {high:.0%}", inside),
        Tile("interval score", f"{overall.winkler90:.2f}", f"90 % of prices within ×/÷ {np.exp(overall.width90 / 2):.2f}"),
        Tile("median ratio", f"{overall.median_ratio:.3f}", "prediction ÷ price", level),
    ]


def remarks(overall: PriceFigures) -> list[str]:
    """What speaks against the price head."""
    found = []
    for rival, skill in (
        ("the segment median of the last three years", overall.skill_segment_median),
        ("the same trees without text", overall.skill_attributes_only),
    ):
        if skill < 0:
            found.append(f"The price is worse than {rival}: its RMSE is {-skill:.1%} higher.")
    if not LEVEL_BAND[0] <= overall.median_ratio <= LEVEL_BAND[1]:
        found.append(f"Predictions lie {abs(overall.median_ratio - 1):.0%} {'above' if overall.median_ratio > 1 else 'below'} the prices in the middle.")
    return found


def _add_pictures(page: Page, run: Finished, currency: str) -> None:
    judged, chosen = run.evaluation.judged, run.chosen
    if judged is None:
        return
    truth, median = judged.found.truth[chosen], judged.quantiles[chosen, QUANTILES.index(0.5)]
    page.picture(
        predicted_against_actual(truth, median, currency),
        "predicted against actual prices",
        "On the line: right; dashed lines: half and double.",
    )
    page.picture(
        ratio_by_decile(truth, median),
        "ratio of prediction to price by decile of the prediction",
        "Median and middle half. Flat at 1 is a model that is level from the cheapest to the dearest.",
    )


def _add_figures(page: Page, by: str, figures: Mapping[str, PriceFigures], caption: str) -> None:
    if not figures:
        return
    rows: list[list[Cell]] = [[name, *_cells(one)] for name, one in figures.items()]
    page.table((by, *(heading for heading, _ in COLUMNS.values())), rows, caption, folded="" if len(rows) <= 15 else f"by {by}: {len(rows)} rows")


def _cells(figures: PriceFigures) -> list[Cell]:
    found: list[Cell] = []
    for name, (_, layout) in COLUMNS.items():
        value = getattr(figures, name)
        text = layout.format(value) if isfinite(value) else "–"
        outside = name == "cover90" and figures.n >= LEAST_FLAGGED and not OVERALL_BAND[0] <= value <= OVERALL_BAND[1]
        found.append(Verdict(text, "warn") if outside else text)
    return found


def _views_said(views: Mapping[str, PriceFigures]) -> str:
    said = " As a listing: with what only a deal reveals made unknown." if "as a listing" in views else ""
    return said + (" Random split: a random fifth of the projects predicted from the rest, so no drift is in it." if "random split" in views else "")


def _add_deciles(page: Page, deciles: tuple[DecileBias, ...], currency: str) -> None:
    end = max(0.15, *(abs(np.log(value)) for row in deciles for value in (row.low, row.high) if value > 0)) if deciles else 0.15
    rows: list[list[Cell]] = [
        [
            f"{row.decile} of {row.of}",
            f"{row.n:,}",
            f"{np.exp(row.predicted):,.0f}",
            f"{row.ratio:.3f}",
            Bar(float(np.log(row.low)), float(np.log(row.high)), float(np.log(row.ratio)), -end, end, (0.0,)) if row.low > 0 else "–",
            f"{row.cover90:.1%}",
        ]
        for row in deciles
    ]
    heads = ("decile of the prediction", "contracts", f"median prediction, {currency}", "median ratio", f"÷{np.exp(end):.2f} to ×{np.exp(end):.2f}", "in 90 %")
    page.table(heads, rows, "Bias by predicted decile: bars are 95 % intervals of the median.")


def _segment(run: Finished, name: str) -> str:
    attribute, _, value = name.partition("=")
    return f"{run.label(attribute)}: {value or 'unknown'}"
