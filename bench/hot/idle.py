"""A lone caller at an idle server: milliseconds of single calls, each after a pause."""

from __future__ import annotations

import select
from collections.abc import Iterable
from time import perf_counter, sleep

from bench.hot.connection import BrokenAnswer, Connection, request

PAUSE = 0.01
JSON = "application/json"


def lone_calls(address: tuple[str, int], bodies: Iterable[bytes], pause: float = PAUSE, key: str = "") -> list[float]:
    """Milliseconds that each call took, on one connection. BrokenAnswer where one is not answered with 200."""
    caller, poll = Connection(address), select.poll()
    poll.register(caller.fileno(), select.POLLIN)
    try:
        return [_lone_call(caller, poll, request(address, "/v1/valuations", JSON, body, key), pause) for body in bodies]
    finally:
        caller.close()


def _lone_call(caller: Connection, poll: select.poll, call: bytes, pause: float) -> float:
    sleep(pause)
    started = perf_counter()
    caller.send(call)
    answer = None
    while answer is None:
        poll.poll(30_000)
        answer = caller.receive()
    if answer.status != 200:
        raise BrokenAnswer(f"status {answer.status}: {answer.body[:400]!r}")
    return 1_000 * (perf_counter() - started)
