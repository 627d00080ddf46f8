"""What the routes of one process share, built once at start and handed to each request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from starlette.requests import Request

from service.batcher import Batcher
from service.identity.identity import Identity, OpenMode
from service.metrics import Metrics
from service.places import Places
from service.served import Champion
from service.settings import Settings


@dataclass(frozen=True)
class Running:
    """Settings, the model that answers now, batcher, counters, clock (aware, UTC) and places for sweeps of a process that serves."""

    settings: Settings
    served: Champion
    batcher: Batcher
    metrics: Metrics
    clock: Callable[[], datetime]
    places: Places = field(default_factory=Places)
    identity: Identity = field(default_factory=OpenMode)


def running(request: Request) -> Running:
    """What serves this request."""
    found: Running = request.scope["state"]["running"]
    return found
