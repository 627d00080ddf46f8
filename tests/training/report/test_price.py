from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from training.evaluation import PriceFigures
from training.report.finished import Finished
from training.report.price import COLUMNS, add_price, remarks, tiles


@pytest.fixture
def overall(finished: Finished) -> PriceFigures:
    assert finished.evaluation.overall is not None
    return finished.evaluation.overall


def test_every_view_and_origin_has_its_row_of_figures(shown: Any, finished: Finished, overall: PriceFigures) -> None:
    evaluation = replace(finished.evaluation, listing=replace(overall, rmse=0.777), random=replace(overall, rmse=0.555))
    text, rows, figures = shown(add_price, replace(finished, evaluation=evaluation))
    named = {row[0]: row for row in rows if len(row) == len(COLUMNS) + 1}
    assert {"out of time", "as a listing", "random split", "2022", "2023", "all"} <= named.keys()
    at = list(COLUMNS).index("rmse") + 1
    assert named["as a listing"][at] == "0.777" and named["random split"][at] == "0.555" and named["all"][at] == f"{overall.rmse:.3f}"
    assert "As a listing: with what only a deal reveals made unknown." in text and "no drift is in it" in text
    assert figures["price_listing"]["rmse"] == 0.777 and figures["price"] == vars(overall)


def test_a_view_that_was_not_judged_is_left_out(shown: Any, finished: Finished) -> None:
    text, rows, figures = shown(add_price, replace(finished, evaluation=replace(finished.evaluation, listing=None, random=None)))
    assert "listing" not in text and figures["price_listing"] is None and not any(row[0] == "random split" for row in rows)


def test_what_speaks_against_the_model_is_said(overall: PriceFigures) -> None:
    good = replace(overall, skill_segment_median=0.1, skill_attributes_only=0.0, median_ratio=1.01)
    assert remarks(good) == []
    told = remarks(replace(good, skill_segment_median=-0.2, median_ratio=0.8))
    assert told == [
        "The price is worse than the segment median of the last three years: its RMSE is 20.0% higher.",
        "Predictions lie 20% below the prices in the middle.",
    ]


def test_the_verdict_on_coverage_follows_its_band(overall: PriceFigures) -> None:
    states = {
        cover: next(one.state for one in tiles(replace(overall, cover90=cover)) if one.label == "in the 90 % interval") for cover in (0.84, 0.85, 0.95, 0.96)
    }
    assert states == {0.84: "bad", 0.85: "good", 0.95: "good", 0.96: "bad"}


def test_a_figure_without_meaning_is_a_dash(shown: Any, finished: Finished, overall: PriceFigures) -> None:
    evaluation = replace(finished.evaluation, by_origin={"2023": replace(overall, slope=float("nan"))})
    _, rows, _ = shown(add_price, replace(finished, evaluation=evaluation))
    assert next(row for row in rows if row[0] == "2023")[list(COLUMNS).index("slope") + 1] == "–"


def test_a_run_without_prices_says_nothing_of_them(shown: Any, without_prices: Finished) -> None:
    assert shown(add_price, without_prices) == ("", [], {"price": None, "price_by_origin": {}})
