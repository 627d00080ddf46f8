"""One stage set up: a service with a folder, a database and a model of its own, and callers who may be let loose on it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.faults.champions import Champions, champions
from bench.faults.clock import Clock, clock
from bench.faults.crowd import Crowd
from bench.faults.disk import Disk, disk
from bench.faults.injection import Stage
from bench.faults.postgresql import Postgresql, postgresql
from bench.faults.served import Served

CALLERS = 32
DEMO = Path(__file__).resolve().parents[2] / "models" / "demo"
UNDER_LOAD = 20
"""Acknowledged calls before a fault: by then the callers are at it."""


@dataclass(frozen=True)
class Scene:
    """What an injection may take hold of; what the stage has not is missing."""

    service: Served
    callers: Crowd
    database: str
    data: Path
    bodies: Path
    _postgresql: Postgresql | None
    _disk: Disk | None
    _clock: Clock | None
    _champions: Champions | None

    @property
    def postgresql(self) -> Postgresql:
        assert self._postgresql is not None, "this stage is on SQLite"
        return self._postgresql

    @property
    def disk(self) -> Disk:
        assert self._disk is not None, "this stage has the ordinary disk"
        return self._disk

    @property
    def clock(self) -> Clock:
        assert self._clock is not None, "this stage has the machine's clock"
        return self._clock

    @property
    def champions(self) -> Champions:
        assert self._champions is not None, "this stage serves one bundle"
        return self._champions

    def under_load(self) -> float:
        """The moment when the callers are seen to be answered, as they are before each injection."""
        self.callers.answered_since(time.monotonic(), count=UNDER_LOAD)
        return time.monotonic()


@contextmanager
def scene(stage: Stage, bodies: Path, scratch: Path, callers: int = CALLERS) -> Iterator[Scene]:
    """The service started; nobody calls yet. Everything is gone at the end."""
    with ExitStack() as stack:
        data = scratch / "data"
        small = stack.enter_context(disk(data, stage.disk)) if stage.disk else None
        data.mkdir(mode=0o700, exist_ok=True)
        server = stack.enter_context(postgresql(scratch / "postgresql")) if stage.store == "postgresql" else None
        published = champions(scratch / "champion", DEMO) if stage.champion else None
        moved = clock(scratch / "clock") if stage.clock else None
        url = f"sqlite:///{data / 'valuation.db'}" if server is None else server.url
        environment = {
            "VALUATION_DATA": str(data),
            "DATABASE_URL": url,
            "VALUATION_BUNDLE": str(DEMO if published is None else published.folder),
            "VALUATION_WORKERS": str(stage.workers),
            **dict(stage.settings),
            **({} if moved is None else moved.environment),
        }
        service = Served(environment, scratch / "service.log")
        stack.callback(service.end)
        service.start()
        yield Scene(service, Crowd(service.port, bodies, callers, scratch / "heard.tsv"), url, data, bodies, server, small, moved, published)
