from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.training.conftest import predictions
from training.calibration import (
    CLEARLY,
    FADING,
    LIKE,
    NARROWEST,
    USUAL,
    WIDEST,
    Calibration,
    blend_weight,
    calibrate,
    conformal_scales,
    weighted_quantile,
)
from training.interval import MEDIAN, NORMAL
from valuation.price import QUANTILES

Array = NDArray[np.float64]
SIDES = [at for at in range(len(QUANTILES)) if at != MEDIAN]


def scales_of(residual: Array, origin: Array | float = 2020.0, *, random: bool = True) -> Array:
    """Of residuals that a standard normal was expected of."""
    return conformal_scales(residual, np.tile(NORMAL, (len(residual), 1)), np.zeros(len(residual)) + origin, random=random)


def inside(found: Array, centre: float, scales: Array) -> Array:
    """Share of the values below each quantile."""
    return np.asarray((found[:, None] <= centre + NORMAL * scales).mean(axis=0))


def test_scales_give_each_quantile_its_share_of_contracts_to_come() -> None:
    """Each side is as far out as it must be, however wrong the trees were: here the lower side is too wide and the upper one too narrow."""
    generator = np.random.default_rng(0)

    def drawn(n: int) -> Array:
        normal = generator.normal(0, 1, n)
        return np.asarray(np.where(normal > 0, 1.7, 0.95) * normal)

    scales = scales_of(drawn(6_000))
    assert np.abs(inside(drawn(40_000), 0.0, scales) - QUANTILES).max() < 0.015
    assert np.abs(scales[:MEDIAN] - 0.95).max() < 0.1 and np.abs(scales[MEDIAN + 1 :] - 1.7).max() < 0.15 and scales[MEDIAN] == 1


def test_the_whole_calibration_brings_coverage_to_what_it_says() -> None:
    """Trees and walk together: quantiles half as wide as they should be beside a level that is known."""
    generator = np.random.default_rng(1)

    def drawn(n: int) -> tuple[Array, Array]:
        centre = generator.normal(3, 1, n)
        return centre, centre + generator.normal(0, 1, n)

    centre, truth = drawn(4_000)
    known = calibrate(predictions(truth, mean=centre, level=centre, deviation=0.3, quantiles=centre[:, None] + 0.5 * NORMAL), random=True)
    centre, truth = drawn(30_000)
    served = known.interval(2020.0).served(centre[:, None] + 0.5 * NORMAL, centre, np.full(len(centre), 0.3), np.full(len(centre), 2021.0))
    assert np.abs((truth[:, None] <= served).mean(axis=0) - QUANTILES).max() < 0.02


def test_what_few_origins_ask_for_is_taken_in_part() -> None:
    residual = np.random.default_rng(2).normal(0, 1.6, 5_000)
    whole = scales_of(residual)
    for count in (1, 2, 5):
        origin = np.repeat(2020.0 - np.arange(count), 5_000 // count)
        found, even = (scales_of(residual[: len(origin)], origin, random=random) for random in (False, True))
        assert np.allclose(np.log(found), np.log(even) * count / (count + LIKE))
        assert (found[SIDES] > 1).all() and (found[SIDES] < whole[SIDES]).all()
    assert (scales_of(residual, np.repeat(2020.0 - np.arange(5), 1_000), random=False)[SIDES] > scales_of(residual, random=False)[SIDES]).all()


def test_out_of_time_no_scale_passes_its_bounds() -> None:
    residual, origin = np.random.default_rng(3).normal(0, 1, 600), np.repeat(2020.0 - np.arange(6), 100)
    share = 6 / (6 + LIKE)
    widest, narrowest = (scales_of(factor * residual, origin, random=False)[SIDES] for factor in (50.0, 0.02))
    assert np.allclose(widest, WIDEST**share) and np.allclose(narrowest, NARROWEST[SIDES] ** share)
    assert (NARROWEST[[0, -1]] * WIDEST > 1).all()  # the ends are narrowed less readily than widened


def test_of_a_random_part_a_side_without_residuals_is_no_narrower_than_nothing() -> None:
    residual = np.random.default_rng(3).uniform(5, 6, 300)
    scales = scales_of(residual)
    assert (scales[:MEDIAN] == 0).all() and (scales[MEDIAN + 1 :] > 3).all()


def test_newer_origins_weigh_more() -> None:
    generator = np.random.default_rng(4)
    origin = np.repeat([2010.0, 2020.0], 3_000)
    residual = generator.normal(0, np.where(origin == 2020, 1.0, 1.9))
    fading = scales_of(residual, origin)
    even = scales_of(residual)
    assert FADING < 1 and (fading[SIDES] < even[SIDES]).all()
    assert np.abs(fading[SIDES] - 1).max() < 0.2


def test_few_residuals_still_cover_on_average() -> None:
    generator = np.random.default_rng(5)
    covered = []
    for _ in range(400):
        shares = inside(generator.normal(0, 1, 100), 0.0, scales_of(generator.normal(0, 1, 30)))
        covered.append(shares[-1] - shares[0])
    assert abs(np.mean(covered) - 0.9) < 0.015


@given(st.integers(20, 400), st.integers(0, 100), st.sampled_from([0.75, 0.9, 0.95]))
@settings(max_examples=40, deadline=None)
def test_with_equal_weights_it_is_the_conformal_order_statistic(n: int, seed: int, level: float) -> None:
    values = np.random.default_rng(seed).normal(0, 1, n)
    place = np.clip((n + 1) * level, 1, n)  # the (n + 1) rule: one row further out than the sample's own quantile
    assert weighted_quantile(values, np.ones(n), level) == pytest.approx(np.interp(place, np.arange(1, n + 1), np.sort(values)), abs=1e-9)
    assert weighted_quantile(values, np.full(n, 7.0), level) == pytest.approx(weighted_quantile(values, np.ones(n), level))


def test_rows_of_no_weight_do_not_count() -> None:
    values = np.concatenate([np.random.default_rng(0).normal(0, 1, 500), np.full(500, 90.0)])
    found = weighted_quantile(values, np.repeat([1.0, 1e-9], 500), 0.9)
    assert found == pytest.approx(weighted_quantile(values[:500], np.ones(500), 0.9), abs=0.02)


def test_scales_are_of_what_lies_around_the_blended_median() -> None:
    generator = np.random.default_rng(9)
    origin = np.repeat(2020.0 - np.arange(5), 800)
    level = generator.normal(0, 0.5, 4_000)
    truth = USUAL * 0.0 + (1 - USUAL) * level + generator.normal(0, 1, 4_000)
    known = calibrate(predictions(truth, origin=origin, level=level, deviation=0.5), random=False)
    assert known.blend == USUAL
    apart = np.tile(np.sign(NORMAL) * np.hypot(NORMAL, 0.5 * NORMAL), (4_000, 1))
    assert np.allclose(known.scales, conformal_scales(truth - (1 - USUAL) * level, apart, origin, random=False))


def test_the_blend_is_the_usual_one_unless_another_is_clearly_better() -> None:
    generator = np.random.default_rng(10)
    signal, wrong = generator.normal(0, 1, (2, 4_000))
    truth = signal + generator.normal(0, 0.5, 4_000)
    assert blend_weight(predictions(truth, mean=signal, level=wrong)) == 1.0
    assert blend_weight(predictions(truth, mean=wrong, level=signal)) == 0.0
    left, right = signal + generator.normal(0, 0.7, (2, 4_000))
    assert blend_weight(predictions(truth, mean=left, level=right)) == USUAL  # two guesses of equal worth
    nearly = signal + generator.normal(0, 0.1, 4_000)
    assert blend_weight(predictions(truth, mean=nearly, level=signal)) == USUAL == blend_weight(predictions(truth, mean=signal, level=nearly))


def test_of_blends_that_are_about_as_good_the_one_nearest_to_the_usual_is_taken() -> None:
    generator = np.random.default_rng(11)
    signal = generator.normal(0, 1, 4_000)
    truth, level = signal + generator.normal(0, 0.5, 4_000), signal + generator.normal(0, 0.42, 4_000)
    weight = blend_weight(predictions(truth, mean=signal, level=level))

    def loss(one: float) -> float:
        return float(np.mean((one * signal + (1 - one) * level - truth) ** 2))

    assert weight == 0.8 and loss(0.8) < CLEARLY * loss(1.0) and loss(USUAL) > CLEARLY * loss(1.0)


def found_of() -> Calibration:
    generator = np.random.default_rng(0)
    truth, noise = generator.normal(3, 1, 300), generator.normal(0, 1, (2, 300))
    parts: dict[str, Array | float] = {
        "origin": np.repeat([2017.0, 2016.0, 2015.0], 100),
        "level": truth + noise[0],
        "mean": truth + noise[1],
        "deviation": 0.2,
    }
    return calibrate(predictions(truth, **parts), random=False)


def test_the_interval_of_a_head_carries_all_that_was_found() -> None:
    known = found_of()
    interval = known.interval(2021.7)
    assert (interval.blend, interval.last) == (known.blend, 2021.7)
    assert interval.scales.dtype == np.float32 and np.allclose(interval.scales, known.scales)
    assert len(known.found) == 300 and known.random_view is None


def test_it_says_which_years_it_rests_on() -> None:
    assert found_of().described == "300 predictions from rolling origins at 2015, 2016, 2017, each by a model of the years before it"


def test_it_admits_that_a_random_part_shows_no_drift() -> None:
    assert "no drift is in them" in calibrate(found_of().found, random=True).described


def test_a_small_gain_counts_where_every_origin_bears_it_out() -> None:
    """Trees alone are better by about 3 % of the squared error: at all four origins, or at three of four."""
    generator = np.random.default_rng(12)
    n = 4_000
    truth, origin = generator.normal(0, 1, n), np.repeat([2017.0, 2018.0, 2019.0, 2020.0], n // 4)
    mean = truth + generator.normal(0, 1, n)
    level = truth + (mean - truth) * 1.05
    assert blend_weight(predictions(truth, mean=mean, level=level, origin=origin)) == 1.0
    here = origin == 2017.0
    level[here] = truth[here] + (mean[here] - truth[here]) * 0.99
    assert blend_weight(predictions(truth, mean=mean, level=level, origin=origin)) == USUAL
    assert blend_weight(predictions(truth, mean=mean, level=truth + (mean - truth) * 1.05, origin=2020.0)) == USUAL  # a single origin says little
