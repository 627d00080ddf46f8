"""Lone calls come one after another, and one that is refused is no measurement."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bench.hot.connection import BrokenAnswer
from bench.hot.idle import lone_calls

Serve = Callable[[Callable[[bytes], tuple[int, bytes]]], tuple[str, int]]


def test_each_call_is_timed(serve: Serve) -> None:
    seen: list[bytes] = []

    def answering(body: bytes) -> tuple[int, bytes]:
        seen.append(body)
        return 200, b"{}"

    waits = lone_calls(serve(answering), [b"a", b"b", b"c"], pause=0.0)
    assert seen == [b"a", b"b", b"c"] and len(waits) == 3 and min(waits) > 0


def test_a_refused_call_is_no_measurement(serve: Serve) -> None:
    with pytest.raises(BrokenAnswer, match="503"):
        lone_calls(serve(lambda body: (503, b"busy")), [b"a"], pause=0.0)
