"""Clients that dawdle must be ended, and told why where they are told anything."""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.faults import rude
from bench.hot.bodies import write_bodies
from tests.bench.faults.staged import Service, staged

Serving = Callable[[socketserver.BaseRequestHandler], None]


@pytest.fixture(autouse=True)
def few_and_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rude, "RUDE", 3)
    monkeypatch.setattr(rude, "DRIP", 0.01)
    monkeypatch.setattr(rude, "ENDED", 0.3)


@contextmanager
def serving(how: Serving) -> Iterator[int]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            how(self)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def answered(one: socketserver.BaseRequestHandler, answer: bytes) -> None:
    """The answer, then the end; who hangs up with something unread would take the answer back."""
    one.request.sendall(answer)
    one.request.shutdown(socket.SHUT_WR)
    while one.request.recv(65_536):
        pass


@pytest.fixture
def bodies(tmp_path: Path) -> Path:
    write_bodies(tmp_path / "bodies", [b"x" * 400])
    return tmp_path


def test_clients_who_are_ended_with_a_408_are_well_ended(bodies: Path) -> None:
    with serving(lambda one: answered(one, b"HTTP/1.1 408 Request Timeout\r\n\r\n")) as port:
        found = rude.half_a_body(staged(Service(port=port), folder=bodies))
    assert found.broken == () and found.times == 3


def test_clients_who_are_held_for_ever_break_a_promise(bodies: Path) -> None:
    with serving(lambda one: time.sleep(0.6)) as port:
        found = rude.slow_head(staged(Service(port=port), folder=bodies))
    assert found.broken == ("3 of 3 such clients were still held after 0 seconds",)


def test_clients_who_are_answered_something_else_break_a_promise(bodies: Path) -> None:
    with serving(lambda one: answered(one, b"HTTP/1.1 500 Oh\r\n\r\n")) as port:
        assert "something else than 408" in rude.slow_body(staged(Service(port=port), folder=bodies)).broken[0]


def test_a_slow_body_begins_after_the_whole_head_and_a_half_one_ends_before_its_end(bodies: Path) -> None:
    heard: list[bytes] = []

    def listen(one: socketserver.BaseRequestHandler) -> None:
        found = b""
        while piece := one.request.recv(65_536):
            found += piece
        heard.append(found)

    with serving(listen) as port:
        rude.half_and_gone(staged(Service(port=port), folder=bodies))
        end = time.monotonic() + 5
        while len(heard) < 3 and time.monotonic() < end:
            time.sleep(0.01)
    assert len(heard) == 3 and all(found.endswith(b"\r\n\r\n" + b"x" * 200) for found in heard)
