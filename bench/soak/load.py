"""The load of a soak: how much the service can do, then a share of it for minutes, with the memory of its processes looked at every second."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.hot.loads import Calls, FailedCalls, run_load
from bench.hot.servers import HOST, Server
from bench.soak.endurance import Sample
from bench.soak.lines import Lines
from bench.soak.windows import PATIENCE, Window

CALLERS, CROWD = 32, 256
"""Who each wait for their answer: for the capacity, and before it, so that the largest batches have been scored once and their memory is there."""
EVERY = 1.0
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Soaked:
    """`capacity` and `rate` are calls a second."""

    capacity: float
    rate: float
    windows: tuple[Window, ...]
    samples: tuple[Sample, ...]


def capacity(server: Server, bodies: Path, seconds: float) -> float:
    """Calls a second that 32 callers get answered; FailedCalls where one is not answered with 200."""
    run_load(server, Calls(bodies, 1, CROWD), seconds / 2)
    load = run_load(server, Calls(bodies, 1, CALLERS), seconds)
    if load.broken or set(load.statuses) != {"200"}:
        raise FailedCalls(f"capacity: statuses {load.statuses}, {load.broken} broken connections")
    return load.rate


def soaked(server: Server, bodies: Path, share: float, seconds: float, window: float, measured: float, tell: Callable[[Window, int], None]) -> Soaked:
    """`share` of the capacity for that long. `measured`: seconds for which the capacity is measured first."""
    found = capacity(server, bodies, measured)
    command = [sys.executable, "-m", "bench.soak.callers", "--host", HOST, "--port", str(server.port), "--key", server.key, "--bodies", str(bodies)]
    command += ["--rate", str(share * found), "--seconds", str(seconds), "--window", str(window)]
    windows: list[Window] = []
    samples: list[Sample] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        lines = Lines(child.stdout.fileno())
        began = time.monotonic()
        while child.poll() is None:
            if time.monotonic() - began > seconds + PATIENCE + 60:
                child.kill()
                raise FailedCalls("the callers did not come back")
            samples.append(Sample(time.monotonic() - began, server.usage().memory))
            for line in lines.within(EVERY):
                windows.append(Window(**json.loads(line)))
                tell(windows[-1], samples[-1].memory)
        windows += [Window(**json.loads(line)) for line in lines.within(0.0)]
        if child.returncode:
            raise FailedCalls(f"the callers ended with {child.returncode}")
    return Soaked(found, share * found, tuple(windows), tuple(sample for sample in samples if sample.at < seconds))
