"""The application: settings and a model in, an ASGI app out. Nothing is global; two apps in one process do not know of each other."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from service.audit.audit import Audit
from service.audit.checkpoint import sign_checkpoint
from service.audit.journal import Journal
from service.audit.key_file import AuditKeys, keys_at
from service.audit.retention import keep_erasing
from service.audit.seal import Seal
from service.batcher import Batcher
from service.confirmations import ConfirmationCall
from service.door import Door
from service.hot_route import HotRoute
from service.idempotency import Idempotency
from service.identity.described import describe_access
from service.identity.guard import require_declared
from service.identity.key import KeyTerms
from service.identity.opening import opened
from service.leaving import leave_with_parent
from service.logs.access_log import AccessLog
from service.metrics import Metrics
from service.openapi import complete_openapi
from service.outcomes import OutcomeCall
from service.problems import register_problems
from service.process import settle, tokenise_alone
from service.quotas import Quotas
from service.routes import confirmations, health, inference, keys, listings, metrics, model, outcomes, start, valuations
from service.running import Running
from service.served import Champion, Scorer, Served
from service.settings import Settings
from service.store.database import WITHIN, Database
from service.succession.loading import first_scorer
from service.succession.succession import Succession

if TYPE_CHECKING:
    from service.telemetry.telemetry import Telemetry

API_VERSION = "1.0.0"


class Application(FastAPI):
    """FastAPI, and a hot route past it."""

    def __init__(self, hot: HotRoute, counters: Metrics, log: AccessLog | None, telemetry: Telemetry | None, **described: Any) -> None:
        super().__init__(**described)
        self._hot, self._door = hot, Door(hot, counters, log)
        self.add_middleware(Door, metrics=counters, log=log)
        self._enter: ASGIApp = self._choose if telemetry is None else telemetry.around(self._choose)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._enter(scope, receive, send)

    async def _choose(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self._door(scope, receive, send) if self._hot.takes(scope) else super().__call__(scope, receive, send))


def utc_now() -> datetime:
    """The clock of a real service."""
    return datetime.now(UTC)


def create_app(
    settings: Settings,
    scorer: Scorer | None = None,
    *,
    clock: Callable[[], datetime] = utc_now,
    loaded: Callable[[], None] = lambda: None,
    log: AccessLog | None = None,
    telemetry: Telemetry | None = None,
) -> FastAPI:
    """The application; it loads the bundle of the settings when it starts, unless it is given a scorer. `clock` is aware, in UTC; `loaded` is called once
    all is ready to serve; `log` gets a line per request; `telemetry` gets its spans, by default the collector where the settings want one.
    """
    telemetry = telemetry or (_exporting() if settings.telemetry else None)
    counters = Metrics() if telemetry is None else telemetry.metrics()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[dict[str, Any]]:
        serving = scorer or first_scorer(settings)
        counters.serves(serving.bundle.manifest)
        champion, audit_keys = Champion(Served.of(serving)), keys_at(settings.audit_keys)
        with closing(Database(settings.storage, within=WITHIN)) as database:
            # The audit is the last to stop: what the batcher still answers must be recorded.
            async with (
                _told_last(log, telemetry),
                opened(settings, database, clock) as identity,
                _audit(settings, audit_keys, database, counters, clock) as audit,
                _batcher(settings, serving, counters, telemetry) as batcher,
                Succession(settings, champion, batcher, counters, audit, database, clock) as succession,
                _beside(keep_erasing(database, audit, settings.retention_days, clock)),
            ):
                loaded()
                once = Idempotency(database, Seal(audit_keys), clock, timedelta(seconds=settings.idempotency_keep))
                quotas = Quotas(settings.quota, settings.quota_storage, refused=lambda: counters.rejected("quota"))
                yield {"running": Running(settings, champion, batcher, counters, clock, database, identity, audit, once, succession, quotas=quotas)}

    app = Application(
        HotRoute("POST", valuations.PATH, valuations.create_valuations, valuations.ACCESS),
        counters,
        log,
        telemetry,
        title="Valuation of technology achievements",
        version=API_VERSION,
        summary="Statistical price estimates with intervals, maturity and five values. Not an appraisal report.",
        openapi_url=None,  # a route of ours, which says who may call it
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    register_problems(app)
    for resource in (valuations, confirmations, listings, outcomes, inference, model, keys, health, metrics, start):
        app.include_router(resource.router)
    require_declared(app)
    complete_openapi(app, inference.InferenceCall, KeyTerms, keys.Rotation, OutcomeCall, ConfirmationCall)
    describe_access(app)
    return app


def from_environment() -> FastAPI:
    """The application of a worker process: everything comes from its environment."""
    leave_with_parent()
    tokenise_alone()
    settings = Settings()
    return create_app(settings, loaded=settle, log=log_of(settings))


def log_of(settings: Settings) -> AccessLog | None:
    """Sets the logging of a process that serves, and gives the log of its requests, None where none is wanted."""
    # structlog is for a process of its own: an application within another one's leaves that one's logging alone.
    from service.logs.log_lines import configure_logs

    configure_logs(sys.stderr, settings.log_format)
    return AccessLog.on(sys.stderr, settings.log_format) if settings.access_log else None


def _audit(settings: Settings, keys: AuditKeys, database: Database, counters: Metrics, clock: Callable[[], datetime]) -> Audit:
    return Audit(
        Journal(database, keys, clock),
        counters,
        checkpoint=partial(sign_checkpoint, database, keys, clock),
        every=settings.audit_checkpoint,
        last=max(5.0, settings.drain),
    )


def _exporting() -> Telemetry:
    # Not before it is wanted: the extra may be absent, and takes time to import.
    from service.telemetry.telemetry import Telemetry

    return Telemetry.exporting()


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Goes on until the end."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def _told_last(log: AccessLog | None, telemetry: Telemetry | None) -> AsyncIterator[None]:
    """At the end, what has been logged and traced is sent."""
    try:
        yield
    finally:
        for told in (log, telemetry):
            if told is not None:
                await asyncio.to_thread(told.close)


def _batcher(settings: Settings, scorer: Scorer, counters: Metrics, telemetry: Telemetry | None) -> Batcher:
    return Batcher(
        counters,
        max_batch=settings.max_batch,
        max_queue=settings.max_queue,
        sweep_chunk=settings.sweep_chunk,
        max_sweep_queue=settings.max_sweep_queue,
        threads=max(settings.scoring_threads, scorer.in_flight),
        stalled_after=settings.stalled_after,
        drain=settings.drain,
        spans=None if telemetry is None else telemetry.batch_spans(),
    )
