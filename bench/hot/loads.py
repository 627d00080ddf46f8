"""The load generator as a measurement calls it: in a process of its own, with the server's cost read at both ends."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.hot.load import WARM_UP, Load
from bench.hot.servers import HOST, Server


class FailedCalls(RuntimeError):
    """Calls that were not answered with 200 where all of them should be."""


@dataclass(frozen=True)
class Calls:
    """How a server is called: bodies of `size` achievements each from a file, by so many callers at a time."""

    bodies: Path
    size: int
    callers: int
    media_type: str = "application/json"
    path: str = "/v1/valuations"


@dataclass(frozen=True)
class Measured:
    """`rate`: valuations a second; `p50`, `p99`: milliseconds; `cpu_us`: the whole server's processor time per valuation; `memory`: its bytes at the end."""

    rate: float
    p50: float
    p99: float
    cpu_us: float
    memory: int


def measured(server: Server, calls: Calls, seconds: float) -> Measured:
    """A server under closed-loop load; FailedCalls unless every call is answered with 200."""
    before = server.usage()
    load = run_load(server, calls, seconds)
    after = server.usage()
    if load.broken or set(load.statuses) != {"200"}:
        raise FailedCalls(f"{server.name}, {calls.callers} callers: statuses {load.statuses}, {load.broken} broken connections")
    cpu = 1e6 * (after.cpu - before.cpu) / (load.served * calls.size)
    return Measured(load.rate * calls.size, load.latency_ms["p50"], load.latency_ms["p99"], cpu, after.memory)


def run_load(server: Server, calls: Calls, seconds: float) -> Load:
    """What the callers saw."""
    command = [sys.executable, "-m", "bench.hot.load", "--host", HOST, "--port", str(server.port), "--bodies", str(calls.bodies)]
    command += ["--connections", str(calls.callers), "--seconds", str(seconds), "--media-type", calls.media_type, "--path", calls.path, "--key", server.key]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=seconds + WARM_UP + 60, check=False)
    if ended.returncode:
        raise FailedCalls(f"{server.name}: {ended.stderr[-2_000:]}")
    return Load(**json.loads(ended.stdout))
