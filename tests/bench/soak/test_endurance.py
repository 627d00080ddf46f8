"""Growth, a rising p99 and any failure are seen; noise is not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.soak.endurance import Sample, endurance, trend
from bench.soak.windows import Window


def window(at: int, p99: float = 20.0, **changes: Any) -> Window:
    facts: dict[str, Any] = {"offered": 100, "statuses": {"200": 100}, "broken": 0, "waiting": 0}
    return Window(start=15.0 * at, seconds=15.0, p50=10.0, p99=p99, **facts | changes)


STEADY = [window(at) for at in range(40)]
LEVEL = [Sample(float(at), 10**9) for at in range(600)]


def test_a_steady_service_keeps_every_promise() -> None:
    found = endurance(STEADY, LEVEL, 600.0)
    assert (found.calls, found.answered, found.errors, found.refused, found.broken, found.growth, found.p99) == (4_000, 4_000, 0, 0, 0, 0.0, 20.0)
    assert all(holds for _, holds in found.holds)


def test_memory_that_creeps_is_found_and_the_start_does_not_count() -> None:
    creeping = [Sample(float(at), round(10**9 * (1 + 0.00005 * at))) for at in range(600)]
    starting = [Sample(float(at), 10**9 if at >= 60 else 5 * 10**8) for at in range(600)]
    assert not endurance(STEADY, creeping, 600.0).holds[0][1]
    assert endurance(STEADY, starting, 600.0).holds[0][1]


def test_a_p99_that_rises_is_found_and_one_bad_window_is_not_a_trend() -> None:
    rising = [window(at, 20.0 + 0.25 * at) for at in range(40)]
    bad = [window(at, 400.0 if at == 35 else 20.0) for at in range(40)]
    assert not endurance(rising, LEVEL, 600.0).holds[1][1]
    assert endurance(bad, LEVEL, 600.0).holds[1][1]


@pytest.mark.parametrize("changed", [{"statuses": {"200": 99, "503": 1}}, {"broken": 1}], ids=["a 5xx", "a broken connection"])
def test_a_single_failure_is_found(changed: dict[str, Any]) -> None:
    assert not endurance([*STEADY[:7], window(7, **changed), *STEADY[8:]], LEVEL, 600.0).holds[2][1]


def test_a_call_that_waits_for_ever_is_found() -> None:
    assert endurance([*STEADY[:-1], window(39, waiting=2)], LEVEL, 600.0).broken == 2


def test_too_short_a_load_says_nothing() -> None:
    with pytest.raises(ValueError, match="too short"):
        endurance(STEADY[:1], LEVEL[:1], 600.0)


@given(st.floats(-5, 5), st.floats(0.1, 100))
def test_the_trend_of_a_line_is_its_slope(slope: float, start: float) -> None:
    assert trend([window(at, start + slope * 15.0 * at) for at in range(6)]) == pytest.approx(slope, abs=1e-9)
