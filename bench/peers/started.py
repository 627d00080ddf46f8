"""A peer's server from start to stop: in a folder of its own that goes with it, ready once a real call is answered rightly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.hot.servers import HOST, DidNotStart, Server, free_port
from bench.peers.peer import Peer, Valuations

PATIENCE = 120.0
"""Seconds for a server to start."""
FAREWELL = 20.0
"""Seconds for a server to stop by itself."""
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Probe:
    """A call as the service takes it, and the prices that every server of the graph must answer: quantiles of ln(price), a list an achievement."""

    call: bytes
    prices: Sequence[Sequence[float]]


@dataclass(frozen=True)
class Started:
    """A running server, and the seconds from its start to its first answer."""

    server: Server
    seconds: float


@contextmanager
def started(peer: Peer, python: Path, bundle: Path, probe: Probe) -> Iterator[Started]:
    """The peer's server; DidNotStart where it ends, does not answer in time or answers other prices. All its processes end with the block."""
    port, begun = free_port(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="peer-", ignore_cleanup_errors=True) as home, (Path(home) / "log").open("wb") as log:
        command = peer.command(python, bundle, port)
        with subprocess.Popen(
            command, env=surroundings(peer, python, Path(home)), cwd=home, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        ) as child:
            try:
                _await(peer, f"http://{HOST}:{port}{peer.path}", probe, child, Path(log.name))
                yield Started(Server(peer.key, port, child.pid), time.monotonic() - begun)
            finally:
                _end(child)


def surroundings(peer: Peer, python: Path, home: Path) -> dict[str, str]:
    """The environment variables of its processes: its own programs first, this repository's modules, nothing of this service's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(("VALUATION_", "PYTHON", "VIRTUAL_ENV"))}
    own = {
        "PATH": os.pathsep.join([str(python.parent), os.environ.get("PATH", os.defpath)]),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(home),
        "TMPDIR": str(home),
        "TOKENIZERS_PARALLELISM": "false",
    }
    return kept | own | dict(peer.environment)


def _await(peer: Peer, url: str, probe: Probe, child: subprocess.Popen[bytes], log: Path) -> None:
    call = urllib.request.Request(url, peer.call(probe.call), {"Content-Type": "application/json"})
    end = time.monotonic() + PATIENCE
    why = "no answer"
    while time.monotonic() < end:
        if child.poll() is not None:
            raise DidNotStart(f"{peer.name} ended with {child.returncode}: {_tail(log)}")
        try:
            with urllib.request.urlopen(call, timeout=20) as answer:
                return _check(peer, peer.valuations(json.load(answer)), probe)
        except (urllib.error.URLError, OSError) as error:
            why = str(error)
            time.sleep(0.1)
    raise DidNotStart(f"{peer.name} was not ready in {PATIENCE:.0f} seconds ({why}): {_tail(log)}")


def _check(peer: Peer, found: Valuations, probe: Probe) -> None:
    prices = [one["price"] for one in found]
    if np.shape(prices) != np.shape(probe.prices) or not np.allclose(prices, probe.prices, rtol=1e-5):
        raise DidNotStart(f"{peer.name} answers other prices than the graph: {str(prices)[:400]}")


def _tail(log: Path) -> str:
    return log.read_text("utf-8", "replace")[-2_000:]


def _end(child: subprocess.Popen[bytes]) -> None:
    """Asks it to stop; what is left of its processes after that is ended."""
    child.terminate()
    with suppress(subprocess.TimeoutExpired):
        child.wait(FAREWELL)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
