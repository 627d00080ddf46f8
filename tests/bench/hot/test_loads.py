"""A load runs in a process of its own, and one whose calls are not all answered is no measurement."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.hot.bodies import write_bodies
from bench.hot.loads import Calls, FailedCalls, measured
from bench.hot.servers import Server

Serve = Callable[[Callable[[bytes], tuple[int, bytes]]], tuple[str, int]]


@pytest.fixture
def calls(tmp_path: Path) -> Calls:
    write_bodies(tmp_path / "bodies", [b"{}"])
    return Calls(tmp_path / "bodies", 8, 2)


def test_rates_are_of_valuations(serve: Serve, calls: Calls) -> None:
    count = 0

    def answering(body: bytes) -> tuple[int, bytes]:
        nonlocal count
        count += 1
        return 200, b"{}"

    _, port = serve(answering)
    found = measured(Server("small", port, os.getpid()), calls, 0.3)
    assert 0 < found.rate <= 8 * count / 0.3 and found.p50 <= found.p99 and found.cpu_us >= 0 and found.memory > 0


def test_calls_that_are_refused_are_no_measurement(serve: Serve, calls: Calls) -> None:
    _, port = serve(lambda body: (429, b"{}"))
    with pytest.raises(FailedCalls, match="429"):
        measured(Server("busy", port, os.getpid()), calls, 0.2)
