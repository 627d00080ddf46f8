"""What the routes of one process share, built once at start and handed to each request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from starlette.requests import Request

from service.audit.audit import Audit
from service.batcher import Batcher
from service.idempotency import Idempotency
from service.identity.callers import Callers
from service.metrics import Metrics
from service.places import Places
from service.quotas import Quotas
from service.readiness import Readiness
from service.served import Champion
from service.settings import Settings
from service.store.database import Database
from service.succession.succession import Succession


@dataclass(frozen=True)
class Running:
    """What a process that serves has, built once: settings, the model that answers now, batcher, counters, clock (aware, UTC), database, callers, audit,
    what lets another model answer, quotas, places for sweeps, and what `/ready` remembers.
    """

    settings: Settings
    served: Champion
    batcher: Batcher
    metrics: Metrics
    clock: Callable[[], datetime]
    database: Database
    identity: Callers
    audit: Audit
    idempotency: Idempotency
    succession: Succession
    places: Places = field(default_factory=Places)
    readiness: Readiness = field(default_factory=Readiness)
    quotas: Quotas = field(default_factory=Quotas)

    def require_room(self, timeout: float) -> None:
        """Raises what a call would meet that is scored and recorded now, within `timeout` seconds: asked before any work is done for it."""
        self.audit.require_ready()
        self.batcher.require_room(timeout=timeout)


def running(request: Request) -> Running:
    """What serves this request."""
    found: Running = request.scope["state"]["running"]
    return found
