from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from tests.training.conftest import predictions
from training.as_served import Judged, as_served, served_by
from training.calibration import calibrate
from training.evaluation import Evaluation, evaluate_price, price_figures
from training.interval import NORMAL
from training.rolling_origin import OutOfTime
from training.study_groups import Grouping
from valuation.price import QUANTILES


def rolled(n: int = 400, spread: float = 1.0) -> tuple[OutOfTime, np.ndarray]:
    """n predictions from each of 2018-2020, each row dated within two years of its origin; and the rows' years."""
    generator = np.random.default_rng(0)
    origin = np.repeat([2020.0, 2019.0, 2018.0], n)
    years = origin + generator.uniform(0, 2, 3 * n)
    centre = generator.normal(3, 1, 3 * n)
    truth = centre + generator.normal(0, spread, 3 * n)
    quantiles = centre[:, None] + 0.8 * NORMAL  # narrower than they should be
    parts: dict[str, np.ndarray | float] = {"origin": origin, "ahead": years - origin, "level": centre, "deviation": 0.3, "mean": centre}
    return predictions(truth, **parts, quantiles=quantiles, attributes=centre + 0.5, recent_median=centre - 0.5), years


def test_the_first_origin_is_not_calibrated_and_left_out_of_the_whole() -> None:
    found, years = rolled()
    found_figures = evaluate_price(found, years)
    overall, by_origin, judged = found_figures.overall, found_figures.by_origin, found_figures.judged
    assert overall is not None and judged is not None
    first = found.origin == 2018
    assert not judged.calibrated[first].any() and judged.calibrated[~first].all()
    served = as_served(found, years)
    assert np.array_equal(judged.quantiles, served.quantiles) and np.array_equal(judged.mean, served.mean)
    assert list(by_origin) == ["2018", "2019", "2020"] and overall.n == 800
    assert overall.cover90_uncalibrated < overall.cover90 < 0.92 and 0.42 < overall.cover50 < 0.55


def test_a_single_origin_is_judged_as_it_stands() -> None:
    found, years = rolled()
    evaluation = evaluate_price(found.take(found.origin == 2020), years)
    assert evaluation.overall == evaluation.by_origin["2020"] and evaluation.overall.n == 400
    assert evaluation.judged is not None and not evaluation.judged.calibrated.any() and evaluation.chosen is not None and evaluation.chosen.all()


def test_every_figure_is_what_its_name_says() -> None:
    truth = np.log([100.0, 100.0, 100.0, 100.0])
    median = np.log([100.0, 150.0, 250.0, 80.0])
    quantiles = median[:, None] + np.asarray([-1.0, -0.8, -0.1, 0, 0.1, 0.8, 1.0])
    raw = median[:, None] + 0.3 * np.asarray([-1.0, -0.8, -0.1, 0, 0.1, 0.8, 1.0])
    found = predictions(truth, level=truth, mean=truth, quantiles=raw, attributes=truth + 3, recent_median=truth + np.asarray([4.0, 0, 0, 0]))
    judged = Judged(found, truth + np.asarray([1.0, 1.0, 1.0, -1.0]), quantiles, np.ones(4, dtype=bool))
    figures = price_figures(judged, np.ones(4, dtype=bool))
    assert figures.n == 4
    assert (figures.rmse, figures.rmse_attributes_only, figures.rmse_recent_segment_median) == pytest.approx((1, 3, 2))
    assert figures.mdape == pytest.approx(0.35)  # of 0, 0.5, 1.5, 0.2
    assert figures.within2 == 0.75
    assert figures.median_ratio == pytest.approx(1.25)  # median ratio of 1, 1.5, 2.5, 0.8
    assert figures.cover90 == 1.0 and figures.cover90_uncalibrated == 0.5 and figures.cover50 == 0.25
    assert figures.width90 == pytest.approx(2.0)
    assert price_figures(judged, np.asarray([True, False, False, False])).n == 1


def test_skill_is_the_share_of_the_rivals_error_that_is_saved() -> None:
    found, years = rolled()
    judged = as_served(found, years)
    figures = price_figures(judged, judged.calibrated)
    assert figures.skill_segment_median == pytest.approx(1 - figures.rmse / figures.rmse_recent_segment_median)
    assert figures.skill_attributes_only == pytest.approx(1 - figures.rmse / figures.rmse_attributes_only) and figures.skill_attributes_only > 0
    exact = Judged(replace(found, attributes=found.truth), judged.mean, judged.quantiles, judged.calibrated)
    assert np.isnan(price_figures(exact, judged.calibrated).skill_attributes_only)


def test_what_would_have_been_refused_is_no_part_of_the_figures_but_of_the_hit_rate() -> None:
    found, years = rolled()
    kept = np.arange(len(found)) % 4 > 0
    spoiled = replace(found, truth=np.where(kept, found.truth, 1e3))
    evaluation = evaluate_price(spoiled, years, answered=kept)
    assert evaluation.overall is not None and evaluation.tables is not None and evaluation.judged is not None and evaluation.chosen is not None
    assert evaluation.overall.answered == 0.75 and evaluation.overall.n == 600 == evaluation.tables.coverage[0].n == evaluation.chosen.sum()
    assert all(figures.answered == 0.75 for figures in evaluation.by_origin.values()) and evaluation.overall.mdape < 100


def test_figures_stand_apart_by_horizon_and_by_segment() -> None:
    found, years = rolled()
    kinds = Grouping("kind", np.asarray(["a", "b"] * 600, dtype=object))
    evaluation = evaluate_price(found, years, [kinds])
    assert list(evaluation.by_horizon) == ["0-1 years ahead", "1-2 years ahead"]
    assert sum(figures.n for figures in evaluation.by_horizon.values()) == 800
    assert {name: figures.n for name, figures in evaluation.by_segment.items()} == {"kind=a": 400, "kind=b": 400}
    assert evaluation.tables is not None and list(evaluation.tables.ratios) == ["all", "kind=a", "kind=b"]
    still = evaluate_price(replace(found, ahead=found.ahead * 0), years)
    assert still.by_horizon == {}


def test_the_listing_view_is_served_by_what_deals_taught_and_left_out_where_it_is_the_same() -> None:
    found, years = rolled()
    assert evaluate_price(found, years).listing is None
    blind = replace(found, listing_mean=found.mean * 0.5 + 1.5, listing_quantiles=found.quantiles * 0.5 + 1.5)
    evaluation = evaluate_price(blind, years)
    assert evaluation.overall is not None and evaluation.listing is not None
    assert evaluation.listing.rmse > evaluation.overall.rmse and evaluation.listing.n == evaluation.overall.n
    by_deals, here = as_served(blind, years, blind.as_listing()), found.origin > 2018
    inside = (found.truth >= by_deals.quantiles[:, 0]) & (found.truth <= by_deals.quantiles[:, -1])
    assert evaluation.listing.cover90 == inside[here].mean()
    flattered = as_served(blind.as_listing(), years).quantiles  # calibrated on listings, as no bundle is
    assert not np.array_equal(flattered[here], by_deals.quantiles[here])
    assert evaluate_price(found, years).overall == evaluation.overall


def test_the_random_view_stands_beside_the_headline() -> None:
    found, years = rolled()
    other, _ = rolled(200)
    second = served_by(other.take(other.origin == 2020), calibrate(found, random=False).interval(0.0))
    evaluation = evaluate_price(found, years, random_view=second)
    assert evaluation.random is not None and evaluation.random.n == 200 and evaluate_price(found, years).random is None


def test_an_origin_or_a_horizon_that_is_refused_whole_is_left_out() -> None:
    found, years = rolled()
    kept = found.origin != 2019
    evaluation = evaluate_price(found, years, answered=kept)
    assert list(evaluation.by_origin) == ["2018", "2020"] and evaluation.overall is not None and evaluation.overall.answered == 0.5
    assert evaluate_price(found, years, answered=kept & False).overall is None


def test_metrics_are_flat_finite_and_hold_thick_segments_only() -> None:
    found, years = rolled()
    labels = np.asarray(["thick/one", "thin"] * 600, dtype=object)
    labels[800:] = "thick/one"
    labels[:600:2] = "thin"
    evaluation = replace(evaluate_price(found, years, [Grouping("kind", labels)]), heads={"score.social.cover90": float("nan"), "maturity.rows": 80})
    metrics = evaluation.metrics()
    assert metrics["score.social.cover90"] is None and metrics["maturity.rows"] == 80
    assert evaluation.overall is not None and metrics["price.rmse"] == evaluation.overall.rmse and metrics["price.n"] == 800
    assert metrics["ratio.prb"] is not None and metrics["ratio.prb_perfect"] is not None
    segments = {name.rsplit("/", 1)[0] for name in metrics if name.startswith("segment/")}
    thick = {name for name, figures in evaluation.by_segment.items() if figures.n >= 300}
    assert segments == {"segment/" + name.replace("/", "_").replace("=", "/") for name in thick} and thick < evaluation.by_segment.keys() | {"x"}
    assert all(re.fullmatch(r"[\w.\-/: ]+", name) for name in metrics)
    assert all(value is None or np.isfinite(value) for value in metrics.values())
    assert Evaluation().metrics() == {} and QUANTILES[3] == 0.5
