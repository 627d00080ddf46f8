"""The service under fault: `python -m service` as users start it, its processes, and the ways in which it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from bench.hot.processes import family, usage
from bench.hot.servers import HOST, DidNotStart, free_port

PATIENCE = 60.0
LOOK = 0.02
"""Seconds between two looks whether it answers."""


class Served:
    """One service at one port with one environment, started as often as it is ended."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self.port = free_port()
        kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("VALUATION_") and name != "DATABASE_URL"}
        self._environment = {**kept, **environment, "VALUATION_HOST": HOST, "VALUATION_PORT": str(self.port)}
        self._log = log
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def process(self) -> int:
        """The first process, which started the others."""
        assert self._child is not None, "not started"
        return self._child.pid

    @property
    def workers(self) -> list[int]:
        """Processes that answer where there are several: children of the first one that have the model in them."""
        return [one for one in family(self.process)[1:] if usage(one).memory > 50 * 2**20]

    def start(self) -> float:
        """Starts it and waits until it says that it is ready; seconds that this took."""
        started = time.monotonic()
        with self._log.open("ab") as said:
            self._child = subprocess.Popen([sys.executable, "-m", "service"], env=self._environment, stdout=said, stderr=said)
        self.ready()
        return time.monotonic() - started

    def ready(self, patience: float = PATIENCE) -> None:
        """Waits until it is ready; DidNotStart where it ends first or takes too long."""
        assert self._child is not None
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if self._child.poll() is not None:
                raise DidNotStart(f"the service ended with {self._child.returncode}: {self.told()}")
            if self.status("/ready") == 200:
                return
            time.sleep(LOOK)
        raise DidNotStart(f"the service was not ready in {patience:.0f} seconds: {self.told()}")

    def status(self, path: str, patience: float = 5.0) -> int:
        """What a GET is answered; 0 where nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=patience) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def kill(self) -> None:
        """kill -9 of all its processes at once."""
        for one in reversed(family(self.process)):
            _signal(one, signal.SIGKILL)
        self._ended(PATIENCE)

    def kill_first(self) -> None:
        """kill -9 of the first process alone."""
        _signal(self.process, signal.SIGKILL)
        self._ended(PATIENCE)

    def stop(self, patience: float = PATIENCE) -> tuple[int, float]:
        """SIGTERM, as every supervisor sends it: exit status and seconds until it was gone; killed where it does not go."""
        started = time.monotonic()
        _signal(self.process, signal.SIGTERM)
        status = self._ended(patience)
        return status, time.monotonic() - started

    def end(self) -> None:
        """Whatever state it is in, it is gone afterwards."""
        if self._child is not None and self._child.poll() is None:
            self.stop(20.0)

    def told(self) -> str:
        """The last of what it has printed."""
        return self._log.read_text("utf-8", "replace")[-2_000:]

    def _ended(self, patience: float) -> int:
        assert self._child is not None
        try:
            return self._child.wait(patience)
        except subprocess.TimeoutExpired:
            for one in reversed(family(self._child.pid)):
                _signal(one, signal.SIGKILL)
            return self._child.wait(PATIENCE)


def _signal(process: int, number: signal.Signals) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:  # gone meanwhile
        return
