"""A loop is timed in rows, and runs for the time it is given."""

from __future__ import annotations

from itertools import count

from bench.hot.loops import _run


def test_rows_are_counted_not_steps() -> None:
    steps = count()

    def step() -> int:
        next(steps)
        return 64

    rate, cpu = _run(step, 0.05)
    assert rate > 64 * next(steps) and cpu > 0
