from __future__ import annotations

import numpy as np
import onnxruntime as ort
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from training.graph import Graph
from training.interval import HORIZON, Interval
from valuation.price import QUANTILES

SHIFTS = np.asarray([-0.4, -0.2, 0.0, 0.1, 0.2, 0.4, 0.6])
LAST = 2020.5


def ladder(n: int = 1, seed: int = 0) -> NDArray[np.float64]:
    return np.asarray(np.random.default_rng(seed).normal(12, 0.5, (n, 1)) + np.linspace(-1, 1, len(QUANTILES)))


def at(year: float) -> NDArray[np.float64]:
    return np.asarray([year])


def test_inside_the_data_the_median_stays_and_the_spread_holds() -> None:
    raw = ladder()
    found = Interval.of(SHIFTS, 1.5, LAST).served(raw, at(2019.0))
    assert found[0, 3] == pytest.approx(raw[0, 3])
    assert found[0, [0, -1]] == pytest.approx(raw[0, [0, -1]] + SHIFTS[[0, -1]] - SHIFTS[3])


def test_drift_grows_with_the_years_beyond_the_data_and_is_whole_at_the_lead() -> None:
    raw, interval = ladder(), Interval.of(SHIFTS, 1.5, LAST)
    moved = [interval.served(raw, at(LAST + ahead))[0, 3] - raw[0, 3] for ahead in (0.0, 0.75, 1.5, 9.0)]
    assert moved == pytest.approx([0.0, 0.05, 0.1, 0.1], abs=1e-6)


def test_shifts_found_on_a_random_part_hold_on_every_date() -> None:
    raw, interval = ladder(), Interval.of(SHIFTS, 0.0, LAST)
    for year in (2010.0, LAST, 2021.0):
        assert interval.served(raw, at(year)) == pytest.approx(raw + SHIFTS)


def test_beyond_the_horizon_the_interval_widens_with_the_root_of_time() -> None:
    raw, interval = ladder(), Interval.raw(LAST)
    width = [float(np.ptp(interval.served(raw, at(LAST + ahead)))) for ahead in (0.0, HORIZON, 4 * HORIZON)]
    assert width == pytest.approx([2.0, 2.0, 4.0])


@given(st.integers(0, 10_000), st.floats(0.05, 3), st.floats(2000, 2040))
def test_quantiles_never_cross(seed: int, lead: float, year: float) -> None:
    shifts = np.random.default_rng(seed).normal(0, 1, len(QUANTILES))
    assert (np.diff(Interval.of(shifts, lead, LAST).served(ladder(5, seed), np.full(5, year)), axis=1) >= 0).all()


@pytest.mark.parametrize("lead", [0.0, 1.3])
def test_the_graph_serves_the_same(lead: float) -> None:
    interval = Interval.of(SHIFTS, lead, LAST)
    graph = Graph("interval")
    year = graph.node("Unsqueeze", graph.input("years"), graph.constant(np.asarray([1], dtype=np.int64)))
    interval.add_to(graph, graph.input("embedding"), year, "price")
    session = ort.InferenceSession(graph.model({"price": len(QUANTILES)}).SerializeToString(), providers=["CPUExecutionProvider"])
    raw, years = ladder(200), np.random.default_rng(1).uniform(2010, 2035, 200)
    (found,) = session.run(["price"], {"embedding": raw.astype(np.float32), "years": years.astype(np.float32)})
    assert np.abs(found - interval.served(raw, years)).max() < 1e-4
    assert (np.diff(found, axis=1) >= 0).all()
