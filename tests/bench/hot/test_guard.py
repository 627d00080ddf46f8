"""The cost of the guard is measured for each way in, and is no burden."""

from __future__ import annotations

from bench.hot.guard import costs


def test_each_way_in_costs_a_few_microseconds() -> None:
    found = costs(200)
    assert set(found) == {"key", "bearer", "open"}
    assert all(0 < cost < 100 for cost in found.values())
