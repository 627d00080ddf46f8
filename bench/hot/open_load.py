"""`python -m bench.hot.open_load`: callers who come at a fixed rate whether or not the server keeps up; prints what became of them as JSON.

Standard library only, as `bench/hot/load.py` is.
"""

from __future__ import annotations

import argparse
import json
import select
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path
from time import perf_counter, process_time

from bench.hot.bodies import read_bodies
from bench.hot.connection import Connection, request
from bench.hot.load import quantiles

PATIENCE = 30.0
"""Seconds that callers wait after the last has come; who then has no answer hangs."""
STALE = 4.0
"""Seconds after which a connection is not used again: servers close what is idle for five, and a call that meets the close is cut."""


@dataclass(frozen=True)
class OpenLoad:
    """What became of `offered` calls in `seconds`: `done` with 200 within that time; answers by status, patience included, `told_when` of the 429 among
    them with Retry-After; calls whose connection broke, and calls `hung` without any answer; milliseconds that accepted ones waited, and how many of them
    longer than the deadline.
    """

    seconds: float
    offered: int
    done: int
    statuses: dict[str, int]
    told_when: int
    broken: int
    hung: int
    late: int
    latency_ms: dict[str, float]
    client_cpu: float


class Crowd:
    """Connections, of which those that wait for nothing are used again."""

    def __init__(self, address: tuple[str, int], deadline: float) -> None:
        self._address, self._deadline = address, deadline
        self._poll = select.epoll()
        self._idle: list[Connection] = []
        self.waiting: dict[int, Connection] = {}
        self.statuses: Counter[str] = Counter()
        self.told_when = self.broken = self.late = 0
        self.waits: list[float] = []

    def call(self, sent: bytes) -> None:
        """One more caller."""
        caller = self._idle.pop() if self._idle else self._open()
        if caller.started and perf_counter() - caller.started > STALE:
            caller.close()
            caller = self._open()
        self.waiting[caller.fileno()] = caller
        try:
            if not caller.send(sent):
                self._poll.modify(caller.fileno(), select.EPOLLIN | select.EPOLLOUT)
        except OSError:
            self._lose(caller)

    def listen(self, seconds: float) -> None:
        """Takes the answers that come within that time."""
        for number, event in self._poll.poll(max(seconds, 0.0)):
            caller = self.waiting.get(number)
            if caller is None:  # an idle connection that the server has closed
                self._poll.unregister(number)
                self._idle = [one for one in self._idle if one.fileno() != number]
                continue
            try:
                if event & select.EPOLLOUT and caller.flush():
                    self._poll.modify(number, select.EPOLLIN)
                self._hear(caller)
            except OSError:
                self._lose(caller)

    def close(self) -> None:
        """Hangs up on everybody."""
        for caller in (*self._idle, *self.waiting.values()):
            caller.close()
        self._poll.close()

    def _hear(self, caller: Connection) -> None:
        answer = caller.receive()
        if answer is None:
            return
        del self.waiting[caller.fileno()]
        self._idle.append(caller)
        self.statuses[str(answer.status)] += 1
        self.told_when += answer.retry_after
        if answer.status == 200:
            self.waits.append(answer.seconds)
            self.late += answer.seconds > self._deadline

    def _lose(self, caller: Connection) -> None:
        """A broken connection; a closed socket leaves the epoll by itself."""
        self.broken += 1
        self.waiting.pop(caller.fileno(), None)
        caller.close()

    def _open(self) -> Connection:
        caller = Connection(self._address)
        self._poll.register(caller.fileno(), select.EPOLLIN)
        return caller


def open_loop(address: tuple[str, int], requests: Sequence[bytes], rate: float, seconds: float, deadline: float) -> OpenLoad:
    """`rate` calls a second for that long, then patience for their answers."""
    crowd, bodies = Crowd(address, deadline), cycle(requests)
    start, spent = perf_counter(), process_time()
    calls = max(round(rate * seconds), 1)
    for at in range(calls):
        due = start + at / rate
        while (left := due - perf_counter()) > 0:
            crowd.listen(left)
        crowd.call(next(bodies))
        crowd.listen(0.0)
    took, done = perf_counter() - start, crowd.statuses["200"]
    end = perf_counter() + PATIENCE
    while crowd.waiting and perf_counter() < end:
        crowd.listen(0.1)
    hung = len(crowd.waiting)
    crowd.close()
    return OpenLoad(took, calls, done, dict(crowd.statuses), crowd.told_when, crowd.broken, hung, crowd.late, quantiles(crowd.waits), process_time() - spent)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one load and prints it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--path", default="/v1/valuations")
    parser.add_argument("--key", default="")
    parser.add_argument("--bodies", type=Path, required=True)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--deadline", type=float, default=10.0)
    asked = parser.parse_args(arguments)
    address = (asked.host, asked.port)
    requests = [request(address, asked.path, "application/json", body, asked.key) for body in read_bodies(asked.bodies)]
    json.dump(asdict(open_loop(address, requests, asked.rate, asked.seconds, asked.deadline)), sys.stdout)


if __name__ == "__main__":
    main()
