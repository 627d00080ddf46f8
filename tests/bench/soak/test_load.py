"""The share is taken of what was measured just before, and memory is looked at all the while."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bench.hot.bodies import write_bodies
from bench.hot.loads import FailedCalls
from bench.hot.servers import Server
from bench.soak import load
from bench.soak.load import capacity, soaked
from bench.soak.windows import Window
from tests.bench.soak.test_windows import Serve


def test_the_load_is_the_share_of_the_capacity(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = serve(lambda _: (200, b"{}"))
    write_bodies(tmp_path / "bodies", [b"{}"])
    monkeypatch.setattr(load, "EVERY", 0.05)
    monkeypatch.setattr(load, "capacity", lambda *_: 100.0)
    told: list[Window] = []
    found = soaked(Server("x", address[1], os.getpid()), tmp_path / "bodies", 0.8, 0.5, 0.1, 0.1, lambda window, _: told.append(window))
    assert (found.capacity, found.rate) == (100.0, 80.0)
    assert sum(window.offered for window in found.windows) == 40 and all(window in found.windows for window in told)
    assert found.samples and all(sample.memory > 0 and sample.at < 0.5 for sample in found.samples)


def test_a_service_that_fails_has_no_capacity(serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "CALLERS", 2)
    monkeypatch.setattr(load, "CROWD", 3)
    address = serve(lambda _: (500, b"{}"))
    write_bodies(tmp_path / "bodies", [b"{}"])
    with pytest.raises(FailedCalls, match="500"):
        capacity(Server("x", address[1], os.getpid()), tmp_path / "bodies", 0.1)
