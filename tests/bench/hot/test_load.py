"""Callers in a closed loop: as many calls at a time as asked, every answer counted once, no request left out."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.hot.bodies import write_bodies
from bench.hot.connection import request
from bench.hot.load import Load, closed_loop, main, quantiles

Serve = Callable[[Callable[[bytes], tuple[int, bytes]]], tuple[str, int]]


def test_as_many_calls_are_in_flight_as_asked_and_each_body_has_its_turn(serve: Serve) -> None:
    seen: set[bytes] = set()
    now, most, lock = 0, 0, threading.Lock()

    def answering(body: bytes) -> tuple[int, bytes]:
        nonlocal now, most
        with lock:
            now, most = now + 1, max(most, now + 1)
            seen.add(body)
        time.sleep(0.005)
        with lock:
            now -= 1
        return 200, b"{}"

    address = serve(answering)
    bodies = [request(address, "/", "application/json", b"%d" % at) for at in range(8)]
    load = closed_loop(address, bodies, 4, 0.4, warm_up=0.1)
    assert most == 4 and seen == {b"%d" % at for at in range(8)}
    assert load.statuses.keys() == {"200"} and load.broken == 0 and load.statuses["200"] <= load.served
    assert load.rate == load.statuses["200"] / load.seconds and load.latency_ms["p50"] >= 5.0


def test_other_statuses_do_not_count_as_done_and_broken_connections_are_opened_anew(serve: Serve) -> None:
    turns = iter([200, 0] * 10_000)
    address = serve(lambda body: (503, b"") if body == b"no" else (next(turns), b""))
    load = closed_loop(address, [request(address, "/", "x/y", body) for body in (b"no", b"yes")], 1, 0.3, warm_up=0.0)
    assert load.statuses["503"] > 1 and load.statuses["200"] > 1 and load.broken > 1
    assert load.rate == load.statuses["200"] / load.seconds


def test_quantiles_are_milliseconds() -> None:
    assert quantiles([at / 1_000 for at in range(1, 101)]) == pytest.approx({"p50": 51.0, "p90": 91.0, "p99": 100.0, "max": 100.0})
    assert quantiles([]) == {}


def test_the_command_prints_what_it_saw(serve: Serve, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_bodies(tmp_path / "bodies", [b"{}"])
    _, port = serve(lambda body: (200, body))
    main(["--port", str(port), "--bodies", str(tmp_path / "bodies"), "--connections", "2", "--seconds", "0.1"])
    assert set(Load(**json.loads(capsys.readouterr().out)).statuses) == {"200"}
