from __future__ import annotations

import numpy as np
import onnxruntime as ort
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from training.graph import Graph
from training.interval import HORIZON, MEDIAN, NORMAL, Interval, distances
from valuation.price import QUANTILES

Array = NDArray[np.float64]

SCALES = np.asarray([1.4, 1.3, 1.2, 1.0, 0.8, 0.9, 1.6], dtype=np.float32)
LAST = 2020.5


def ladder(n: int = 1, seed: int = 0) -> Array:
    """Quantiles of the trees, a whole ln(price) to either side."""
    return np.asarray(np.random.default_rng(seed).normal(12, 0.5, (n, 1)) + np.linspace(-1, 1, len(QUANTILES)))


def walk(n: int = 1, seed: int = 0) -> tuple[Array, Array]:
    generator = np.random.default_rng(seed + 1)
    return generator.normal(12, 0.7, n), generator.uniform(0.05, 0.9, n)


def at(year: float, n: int = 1) -> Array:
    return np.full(n, year)


def test_before_calibration_a_level_known_surely_leaves_the_trees_as_they_are() -> None:
    raw = ladder(20)
    assert np.allclose(Interval.raw(LAST).served(raw, raw[:, MEDIAN], np.zeros(20), at(2021, 20)), raw)


def test_normal_trees_and_a_normal_level_give_the_normal_of_their_sum() -> None:
    """0.6 of the trees' deviation and 0.8 of the level's are 1 together."""
    served = Interval.raw(LAST).served(3 + 0.6 * NORMAL[None, :], at(3.0), at(0.8), at(2021))
    assert np.allclose(served[0], 3 + NORMAL)


def test_the_less_surely_the_level_is_known_the_wider() -> None:
    raw = ladder(3)
    widths = [np.ptp(Interval.raw(LAST).served(raw, raw[:, MEDIAN], at(deviation, 3), at(2021, 3)), axis=1) for deviation in (0.0, 0.2, 0.5, 1.5)]
    assert (np.diff(np.asarray(widths), axis=0) > 0).all()


@given(st.floats(0, 1))
def test_the_median_is_that_of_trees_and_walk_weighed(blend: float) -> None:
    raw, (level, deviation) = ladder(30), walk(30)
    served = Interval(blend, SCALES, LAST).served(raw, level, deviation, at(2021, 30))
    assert np.allclose(served[:, MEDIAN], blend * raw[:, MEDIAN] + (1 - blend) * level)


def test_scales_multiply_the_distance_of_their_own_quantile() -> None:
    raw, (level, deviation) = ladder(30), walk(30)
    plain, scaled = (Interval(0.6, scales, LAST).served(raw, level, deviation, at(2021, 30)) for scales in (np.ones(7, dtype=np.float32), SCALES))
    middle = plain[:, [MEDIAN]]
    assert np.allclose(scaled - middle, (plain - middle) * SCALES)


def test_beyond_the_horizon_the_interval_widens_with_the_root_of_time_around_its_median() -> None:
    raw, (level, deviation) = ladder(), walk()
    found = [Interval(0.6, SCALES, LAST).served(raw, level, deviation, at(LAST + ahead))[0] for ahead in (-3.0, HORIZON, 4 * HORIZON, 9 * HORIZON)]
    apart = [one - one[MEDIAN] for one in found]
    assert np.allclose(apart[0], apart[1]) and np.allclose(apart[2], 2 * apart[0]) and np.allclose(apart[3], 3 * apart[0])
    assert np.ptp([one[MEDIAN] for one in found]) < 1e-9


@given(st.integers(0, 10_000), st.floats(2000, 2040), st.floats(0, 1))
def test_quantiles_never_cross(seed: int, year: float, blend: float) -> None:
    generator = np.random.default_rng(seed)
    scales = generator.uniform(0.5, 2, len(QUANTILES)).astype(np.float32)
    crossing = ladder(5, seed) + generator.normal(0, 1, (5, len(QUANTILES)))
    found = Interval(blend, scales, LAST).served(crossing, *walk(5, seed), at(year, 5))
    assert (np.diff(found, axis=1) >= 0).all()


def test_distances_point_away_from_the_median_in_either_direction() -> None:
    raw, (level, deviation) = ladder(40), walk(40)
    shuffled = np.random.default_rng(0).permuted(raw, axis=1)  # trees may cross
    centre, apart = distances(shuffled, level, deviation, 0.25)
    assert np.allclose(centre, 0.25 * raw[:, MEDIAN] + 0.75 * level)
    assert (apart[:, :MEDIAN] < 0).all() and (apart[:, MEDIAN] == 0).all() and (apart[:, MEDIAN + 1 :] > 0).all()
    assert np.allclose(apart**2, (raw - raw[:, [MEDIAN]]) ** 2 + (deviation[:, None] * NORMAL) ** 2)


def test_the_graph_serves_the_same() -> None:
    interval = Interval(0.65, SCALES, LAST)
    graph = Graph("interval")
    axis = graph.constant(np.asarray([1], dtype=np.int64))
    year = graph.node("Unsqueeze", graph.input("years"), axis)
    columns = [graph.node("Slice", graph.input("numbers"), *(graph.constant(np.asarray([one])) for one in (at, at + 1, 1))) for at in (0, 1)]
    interval.add_to(graph, graph.input("embedding"), (columns[0], columns[1]), year, "price")
    session = ort.InferenceSession(graph.model({"price": len(QUANTILES)}).SerializeToString(), providers=["CPUExecutionProvider"])
    generator = np.random.default_rng(1)
    raw, years = generator.permuted(ladder(200), axis=1), generator.uniform(2010, 2035, 200)
    level, deviation = walk(200)
    feed = {"embedding": raw, "numbers": np.column_stack([level, deviation]), "years": years}
    (found,) = session.run(["price"], {name: values.astype(np.float32) for name, values in feed.items()})
    assert np.abs(found - interval.served(raw, level, deviation, years)).max() < 1e-4
    assert (np.diff(found, axis=1) >= 0).all()
