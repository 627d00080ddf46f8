"""Callers in an open loop come whether or not anybody answers, and what became of each of them is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.hot import open_load
from bench.hot.bodies import write_bodies
from bench.hot.connection import request
from bench.hot.open_load import OpenLoad, main, open_loop

Serve = Callable[[Callable[[bytes], tuple[int, bytes]]], tuple[str, int]]


def test_every_call_is_accounted_for(serve: Serve) -> None:
    turns = iter([200, 429, 200, 429, 0] * 20)
    address = serve(lambda body: (next(turns), b"{}"))
    load = open_loop(address, [request(address, "/", "x/y", b"1")], rate=200, seconds=0.5, deadline=10)
    assert load.offered == 100 == sum(load.statuses.values()) + load.broken + load.hung
    assert load.statuses == {"200": 40, "429": 40} and load.told_when == 40 and load.broken == 20
    assert load.done <= 40 and load.late == 0 and load.hung == 0


def test_callers_come_though_nobody_answers_and_are_told_as_hung(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_load, "PATIENCE", 0.2)
    freed = threading.Event()

    def never(body: bytes) -> tuple[int, bytes]:
        freed.wait(20)
        return 200, b""

    address = serve(never)
    load = open_loop(address, [request(address, "/", "x/y", b"1")], rate=100, seconds=0.3, deadline=10)
    freed.set()
    assert load.offered == load.hung == 30 and not load.statuses


def test_an_answer_after_the_deadline_is_late(serve: Serve) -> None:
    address = serve(lambda body: (200, b""))
    load = open_loop(address, [request(address, "/", "x/y", b"1")], rate=50, seconds=0.2, deadline=0.0)
    assert load.late == load.statuses["200"] == 10


def test_the_command_prints_what_it_saw(serve: Serve, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_bodies(tmp_path / "bodies", [b"{}"])
    _, port = serve(lambda body: (200, body))
    main(["--port", str(port), "--bodies", str(tmp_path / "bodies"), "--rate", "50", "--seconds", "0.2"])
    assert OpenLoad(**json.loads(capsys.readouterr().out)).statuses == {"200": 10}
