"""Four times what the service can do, offered for a minute: what it still gets done, how it says no, and what that costs in memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median

from bench.hot.figures import Figures
from bench.hot.loads import Calls, FailedCalls, measured
from bench.hot.open_load import PATIENCE, OpenLoad
from bench.hot.servers import Server

TIMES = 4.0
DEADLINE = 10.0
"""The service's own, by default (`VALUATION_DEADLINE`)."""


@dataclass(frozen=True)
class Overload:
    """`capacity`, `offered` and `goodput` in valuations a second; `memory` in bytes, sampled each second of the load."""

    capacity: float
    offered: float
    goodput: float
    load: OpenLoad
    memory: tuple[int, ...]


def overloaded(server: Server, calls: Calls, seconds: float) -> Overload:
    """Capacity by `calls` in a closed loop before and after, and between them four times as much in an open one."""
    before = measured(server, calls, 5.0).rate
    rate = TIMES * before / calls.size
    command = [sys.executable, "-m", "bench.hot.open_load", "--port", str(server.port), "--bodies", str(calls.bodies), "--rate", str(rate), "--key", server.key]
    command += ["--seconds", str(seconds), "--deadline", str(DEADLINE)]
    memory = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        end = time.monotonic() + seconds + PATIENCE + 30
        while child.poll() is None and time.monotonic() < end:
            memory.append(server.usage().memory)
            time.sleep(1.0)
        if child.poll() is None:
            child.kill()
            raise FailedCalls(f"{server.name}: the callers of the overload did not come back")
        load = OpenLoad(**json.loads(child.stdout.read() if child.stdout else "{}"))
    time.sleep(1.0)
    after = measured(server, calls, 5.0).rate
    offered, goodput = (count * calls.size / load.seconds for count in (load.offered, load.done))
    return Overload((before + after) / 2, offered, goodput, load, tuple(memory))


def add_overload(figures: Figures, found: Overload) -> None:
    """The figures of an overload."""
    load, rejected = found.load, found.load.statuses.get("429", 0)
    figures.add("overload_capacity", found.capacity, "valuations/s")
    figures.add("overload_offered", found.offered, "valuations/s")
    figures.add("overload_goodput", found.goodput / found.capacity, "fraction of capacity")
    figures.add("overload_rejected", rejected / load.offered, "fraction of calls")
    figures.add("overload_told_when", load.told_when / rejected if rejected else 1.0, "fraction of 429")
    figures.add("overload_p99_ms", load.latency_ms.get("p99", 0.0), "ms")
    figures.add("overload_late", load.late, "calls")
    figures.add("overload_hung", load.hung + load.broken, "calls")
    settled = found.memory[len(found.memory) // 3 :] or (0,)
    third = max(len(settled) // 3, 1)
    figures.add("overload_memory_growth_mb", (median(settled[-third:]) - median(settled[:third])) / 2**20, "MB")
