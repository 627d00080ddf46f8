"""Figures of an overload: shares of capacity and of calls, and memory from the time when it has settled."""

from __future__ import annotations

import pytest

from bench.hot.figures import Figures
from bench.hot.open_load import OpenLoad
from bench.hot.overload import Overload, add_overload

MB = 2**20


def _figures(memory: tuple[int, ...], statuses: dict[str, int], told_when: int) -> dict[str, float]:
    load = OpenLoad(10.0, 1_000, 230, statuses, told_when, 1, 2, 3, {"p99": 900.0}, 1.0)
    figures = Figures()
    add_overload(figures, Overload(1_500.0, 6_400.0, 1_425.0, load, memory))
    return {row.name: row.value for row in figures.rows()}


def test_goodput_is_a_share_of_capacity_and_every_caller_without_an_answer_hangs() -> None:
    found = _figures((1, 1, 1), {"200": 250, "429": 747}, 747)
    assert found["overload_goodput"] == pytest.approx(0.95) and found["overload_rejected"] == pytest.approx(0.747)
    assert found["overload_hung"] == 3 and found["overload_late"] == 3 and found["overload_told_when"] == 1.0


def test_a_429_without_a_time_shows() -> None:
    assert _figures((1,), {"429": 10}, 9)["overload_told_when"] == pytest.approx(0.9)


def test_memory_grows_only_after_it_has_settled() -> None:
    assert _figures((50 * MB, 90 * MB, 90 * MB, 100 * MB, 100 * MB, 100 * MB, 100 * MB, 100 * MB, 100 * MB), {}, 0)["overload_memory_growth_mb"] == 0
    assert _figures(tuple(at * MB for at in range(90)), {}, 0)["overload_memory_growth_mb"] == 40
