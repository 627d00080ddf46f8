from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from training.as_served import Judged, as_served
from training.evaluation import Evaluation, evaluate_price, price_figures
from training.interval import Interval
from training.rolling_origin import OutOfTime, blend_weight, conformal_shifts, lead
from valuation.price import QUANTILES

NORMAL = np.asarray([-1.645, -1.282, -0.674, 0.0, 0.674, 1.282, 1.645])


def rolled(n: int = 400, spread: float = 1.0) -> tuple[OutOfTime, np.ndarray]:
    """n predictions from each of 2018-2020, each row dated within two years of its origin; and the rows' years."""
    generator = np.random.default_rng(0)
    origin = np.repeat([2020.0, 2019.0, 2018.0], n)
    years = origin + generator.uniform(0, 2, 3 * n)
    centre = generator.normal(3, 1, 3 * n)
    truth = centre + generator.normal(0, spread, 3 * n)
    quantiles = centre[:, None] + 0.5 * NORMAL  # half as wide as they should be
    return OutOfTime(np.arange(3 * n), origin, years - origin, truth, centre * 0 + 3, centre, quantiles, centre + 0.5, centre - 0.5), years


def test_each_origin_is_calibrated_by_what_was_known_then_and_nothing_later() -> None:
    found, years = rolled()
    judged = as_served(found, years)
    past = (found.origin < 2020) & (years < 2020)
    older = OutOfTime(*(getattr(found, name)[past] for name in OutOfTime.__dataclass_fields__))
    here = found.origin == 2020
    assert np.allclose(judged.quantiles[here], Interval.of(conformal_shifts(older), lead(older), 0.0).served(found.quantiles[here], found.ahead[here]))
    weight = blend_weight(older)
    assert np.allclose(judged.mean[here], weight * found.mean[here] + (1 - weight) * found.level[here])
    later = years >= 2020
    changed = replace(found, truth=np.where(later, found.truth + 9, found.truth))
    again = as_served(changed, years)
    assert np.array_equal(again.quantiles, judged.quantiles) and np.array_equal(again.mean, judged.mean)


def test_the_first_origin_stays_uncalibrated_and_is_left_out_of_the_whole() -> None:
    found, years = rolled()
    overall, by_origin, judged = evaluate_price(found, years)
    first = found.origin == 2018
    assert not judged.calibrated[first].any() and judged.calibrated[~first].all()
    assert np.array_equal(judged.quantiles[first], found.quantiles[first]) and np.array_equal(judged.mean[first], found.mean[first])
    assert list(by_origin) == ["2018", "2019", "2020"] and overall.n == 800
    assert overall.cover90_uncalibrated < 0.7 and 0.85 < overall.cover90 < 0.95 and 0.42 < overall.cover50 < 0.58
    assert by_origin["2018"].cover90 == by_origin["2018"].cover90_uncalibrated < 0.7


def test_a_single_origin_is_judged_as_it_stands() -> None:
    found, years = rolled()
    only = OutOfTime(*(getattr(found, name)[found.origin == 2020] for name in OutOfTime.__dataclass_fields__))
    overall, by_origin, judged = evaluate_price(only, years)
    assert overall == by_origin["2020"] and overall.n == 400 and not judged.calibrated.any()


def test_every_figure_is_what_its_name_says() -> None:
    truth = np.log([100.0, 100.0, 100.0, 100.0])
    median = np.log([100.0, 150.0, 250.0, 80.0])
    quantiles = median[:, None] + np.asarray([-1.0, -0.8, -0.1, 0, 0.1, 0.8, 1.0])
    raw = median[:, None] + 0.3 * np.asarray([-1.0, -0.8, -0.1, 0, 0.1, 0.8, 1.0])
    found = OutOfTime(np.arange(4), np.full(4, 2020.0), np.zeros(4), truth, truth, truth, raw, truth + 3, truth + np.asarray([4.0, 0, 0, 0]))
    judged = Judged(found, truth + np.asarray([1.0, 1.0, 1.0, -1.0]), quantiles, np.ones(4, dtype=bool))
    figures = price_figures(judged, np.ones(4, dtype=bool))
    assert figures.n == 4
    assert (figures.rmse, figures.rmse_attributes_only, figures.rmse_recent_segment_median) == pytest.approx((1, 3, 2))
    assert figures.mdape == pytest.approx(0.35)  # of 0, 0.5, 1.5, 0.2
    assert figures.within2 == 0.75
    assert figures.bias == pytest.approx(1.25)  # median ratio of 1, 1.5, 2.5, 0.8
    assert figures.cover90 == 1.0 and figures.cover90_uncalibrated == 0.5 and figures.cover50 == 0.25
    assert figures.width90 == pytest.approx(2.0)
    assert price_figures(judged, np.asarray([True, False, False, False])).n == 1


def test_figures_without_meaning_are_none_in_the_manifest() -> None:
    found, years = rolled()
    overall, by_origin, judged = evaluate_price(found, years)
    metrics = Evaluation(overall, by_origin, {"score.social.cover90": float("nan"), "maturity.rows": 80}, judged).metrics()
    assert metrics["score.social.cover90"] is None and metrics["maturity.rows"] == 80
    assert metrics["price.rmse"] == overall.rmse and metrics["price.n"] == 800
    assert Evaluation().metrics() == {} and QUANTILES[3] == 0.5
