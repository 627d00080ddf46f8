"""Every call ends in exactly one way, and whoever is not answered comes again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest

from bench.faults import callers
from bench.faults.callers import Callers, call_until, ended
from bench.faults.heard import Heard, tally
from bench.hot.connection import request
from bench.hot.servers import free_port

Answering = Callable[[bytes], tuple[int, bytes]]
Serve = Callable[[Answering], tuple[str, int]]


def heard(address: tuple[str, int], count: int, until: Callable[[list[Heard]], bool]) -> list[Heard]:
    found: list[Heard] = []
    crowd = Callers(address, [request(address, "/", "application/json", b"{}")], count, found.append)
    call_until(crowd, lambda: until(found))
    return found


def test_an_acknowledged_call_keeps_its_record_and_a_refused_one_its_code(serve: Serve) -> None:
    answers = iter(range(10**6))

    def answering(_: bytes) -> tuple[int, bytes]:
        at = next(answers)
        return (200, json.dumps({"record": f"r-{at}"}).encode()) if at % 2 == 0 else (503, b'{"code": "storage_unavailable"}')

    found = heard(serve(answering), 2, lambda calls: len(calls) >= 8)
    kinds = tally(found)
    assert kinds["acknowledged"] >= 3 and kinds["503 storage_unavailable"] >= 3 and len(kinds) == 2
    records = [call.said for call in found if call.outcome == "acknowledged"]
    assert len(set(records)) == len(records)
    assert all(call.sent <= call.ended for call in found)


def test_who_is_cut_off_says_so_and_comes_again(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callers, "REST", 0.001)
    found = heard(serve(lambda _: (0, b"")), 3, lambda calls: len(calls) >= 12)
    assert set(tally(found)) == {"cut"}


def test_where_nobody_listens_calls_are_unreached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callers, "REST", 0.001)
    monkeypatch.setattr(callers, "TURN", 0.001)
    assert set(tally(heard(("127.0.0.1", free_port()), 2, lambda calls: len(calls) >= 4))) == {"unreached"}


def test_a_call_without_an_answer_hangs(monkeypatch: pytest.MonkeyPatch, serve: Serve) -> None:
    monkeypatch.setattr(callers, "PATIENCE", 0.1)
    release = [False]

    def answering(_: bytes) -> tuple[int, bytes]:
        while not release[0]:
            pass
        return 200, b"{}"

    found = heard(serve(answering), 1, lambda calls: bool(calls))
    release[0] = True
    assert "hung" in tally(found)


def test_the_end_of_an_input_is_noticed() -> None:
    read, write = os.pipe()
    over = ended(read)
    assert not next(over)
    os.close(write)
    assert next(over)
    os.close(read)
