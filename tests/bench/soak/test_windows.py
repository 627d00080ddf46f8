"""Every call is counted in one window, and every answer too; the last window waits for the last answers."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from bench.hot.connection import request
from bench.soak.windows import windows

Serve = Callable[[Callable[[bytes], tuple[int, bytes]]], tuple[str, int]]


def test_no_call_and_no_answer_is_lost_between_windows(serve: Serve) -> None:
    answers = iter([(503, b"{}"), *[(200, b"{}")] * 1_000])
    address = serve(lambda _: next(answers))
    found = list(windows(address, [request(address, "/", "application/json", b"{}")], 200.0, 0.5, 0.1))
    assert len(found) == 5
    assert sum(window.offered for window in found) == 100
    assert sum(window.statuses.get("200", 0) for window in found) == 99 and found[0].statuses["503"] == 1
    assert all(later.start >= sooner.start + sooner.seconds - 1e-6 for sooner, later in pairwise(found))
    assert found[-1].waiting == 0 and all(0 < window.p50 <= window.p99 for window in found)


def test_calls_that_break_are_counted_in_their_window(serve: Serve) -> None:
    address = serve(lambda _: (0, b""))
    found = list(windows(address, [request(address, "/", "application/json", b"{}")], 50.0, 0.2, 0.1))
    assert sum(window.broken for window in found) == 10 and all(window.p99 == 0.0 for window in found)
