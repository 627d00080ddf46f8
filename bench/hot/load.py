"""`python -m bench.hot.load`: callers who each wait for their answer and then call again, in a process of their own; prints what they saw as JSON.

Standard library only: it starts at once, and runs in the environment of any server.
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

WARM_UP, PATIENCE = 0.5, 30.0
"""Seconds before the callers' answers count, and seconds for which the last of them are waited for."""


@dataclass(frozen=True)
class Load:
    """What the callers saw in `seconds`: answers by status, and milliseconds they waited at quantiles. Of the whole run, warm-up included: all `served`
    answers and the processor seconds that the callers themselves cost.
    """

    seconds: float
    served: int
    statuses: dict[str, int]
    broken: int
    latency_ms: dict[str, float]
    client_cpu: float

    @property
    def rate(self) -> float:
        """Answers with status 200 a second."""
        return self.statuses.get("200", 0) / self.seconds


def closed_loop(address: tuple[str, int], requests: Sequence[bytes], connections: int, seconds: float, warm_up: float = WARM_UP) -> Load:
    """Keeps that many calls in flight; those answered in the warm-up are not counted."""
    poll, bodies = select.epoll(), cycle(requests)
    callers: dict[int, Connection] = {}
    for _ in range(connections):
        _join(poll, callers, address)
    waits: list[float] = []
    statuses: Counter[str] = Counter()
    served = broken = 0
    start = perf_counter() + warm_up
    end, spent = start + seconds, process_time()
    for caller in callers.values():
        _send(poll, caller, next(bodies))
    waiting, now = connections, perf_counter()
    while waiting and now < end + PATIENCE:
        for number, event in poll.poll(max(end - now, 0.0) if now < end else 0.1):
            caller, answer = callers[number], None
            try:
                if event & select.EPOLLOUT and caller.flush():
                    poll.modify(number, select.EPOLLIN)
                answer = caller.receive()
            except OSError:
                broken += 1
                callers.pop(number).close()
                caller = _join(poll, callers, address)
            else:
                if answer is None:
                    continue
                served += 1
                if start <= caller.started + answer.seconds < end:
                    waits.append(answer.seconds)
                    statuses[str(answer.status)] += 1
            if perf_counter() < end:
                _send(poll, caller, next(bodies))
            else:  # the last calls are answered too, so that what the server spent is spent on answers
                waiting -= 1
        now = perf_counter()
    cost = process_time() - spent
    for caller in callers.values():
        caller.close()
    poll.close()
    return Load(seconds, served, dict(statuses), broken, quantiles(waits), cost)


def quantiles(waits: Sequence[float]) -> dict[str, float]:
    """Milliseconds at the usual quantiles of waits in seconds; empty where nobody waited."""
    if not waits:
        return {}
    ordered = sorted(waits)
    shares = {"p50": 0.50, "p90": 0.90, "p99": 0.99, "max": 1.0}
    return {name: 1_000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)] for name, share in shares.items()}


def _join(poll: select.epoll, callers: dict[int, Connection], address: tuple[str, int]) -> Connection:
    """One more caller; a closed socket has left the epoll by itself."""
    caller = Connection(address)
    callers[caller.fileno()] = caller
    poll.register(caller.fileno(), select.EPOLLIN)
    return caller


def _send(poll: select.epoll, caller: Connection, body: bytes) -> None:
    if not caller.send(body):
        poll.modify(caller.fileno(), select.EPOLLIN | select.EPOLLOUT)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one load and prints it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--path", default="/v1/valuations")
    parser.add_argument("--key", default="")
    parser.add_argument("--media-type", default="application/json")
    parser.add_argument("--bodies", type=Path, required=True)
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=4.0)
    asked = parser.parse_args(arguments)
    address = (asked.host, asked.port)
    requests = [request(address, asked.path, asked.media_type, body, asked.key) for body in read_bodies(asked.bodies)]
    json.dump(asdict(closed_loop(address, requests, asked.connections, asked.seconds)), sys.stdout)


if __name__ == "__main__":
    main()
