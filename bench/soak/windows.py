"""What callers saw in one stretch of a long load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from time import perf_counter

from bench.hot.load import quantiles
from bench.hot.open_load import Crowd

PATIENCE = 30.0
"""Seconds for which the last answers are waited for."""
DEADLINE = 10.0


@dataclass(frozen=True)
class Window:
    """`start`: seconds since the load began; `offered` calls, answers by status, calls whose connection broke, calls that still wait at its end, and
    milliseconds that those answered with 200 waited.
    """

    start: float
    seconds: float
    offered: int
    statuses: dict[str, int]
    broken: int
    waiting: int
    p50: float
    p99: float


def windows(address: tuple[str, int], requests: Sequence[bytes], rate: float, seconds: float, window: float) -> Iterator[Window]:
    """`rate` calls a second for that long, whether or not they are answered, told window by window; at the end one that waits for the last answers."""
    crowd, bodies = Crowd(address, DEADLINE), cycle(requests)
    began = perf_counter()
    start, offered = 0.0, 0
    for at in range(max(round(rate * seconds), 1)):
        due = at / rate
        while (left := began + due - perf_counter()) > 0:
            crowd.listen(left)
        if due - start >= window:
            now = perf_counter() - began
            yield _window(crowd, start, now - start, offered)
            start, offered = now, 0
        crowd.call(next(bodies))
        offered += 1
        crowd.listen(0.0)
    end = perf_counter() + PATIENCE
    while crowd.waiting and perf_counter() < end:
        crowd.listen(0.1)
    yield _window(crowd, start, perf_counter() - began - start, offered)
    crowd.close()


def _window(crowd: Crowd, start: float, seconds: float, offered: int) -> Window:
    """What was counted since the last one; the count begins anew."""
    found = quantiles(crowd.waits)
    told = Window(start, seconds, offered, dict(crowd.statuses), crowd.broken, len(crowd.waiting), found.get("p50", 0.0), found.get("p99", 0.0))
    crowd.waits.clear()
    crowd.statuses.clear()
    crowd.broken = 0
    return told
