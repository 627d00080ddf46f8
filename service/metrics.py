"""What the service counts, in Prometheus' base units and with few labels. Each process has its own registry.

With several worker processes the counts lie in files that they share (`PROMETHEUS_MULTIPROC_DIR`, set by `python -m service`), and any of
them answers for all.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from models.manifest import Manifest
from service.backlog import Release
from service.batcher import Rejection

_SECONDS = (0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_ROWS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024)
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


class Metrics:
    """The counters of one process; also the observer of its batcher."""

    def __init__(self) -> None:
        self._own = CollectorRegistry()
        self._requests = Counter("valuation_requests", "Requests by route and HTTP status.", ("route", "outcome"), registry=self._own)
        self._duration = Histogram(
            "valuation_request_duration_seconds", "From the request's head to the end of its response.", ("route",), registry=self._own, buckets=_SECONDS
        )
        self._valuations = Counter("valuation_valuations", "Achievements answered, by status.", ("status",), registry=self._own)
        self._queue = Gauge("valuation_queue_rows", "Rows waiting to be scored.", registry=self._own, multiprocess_mode="livesum")
        self._wait = Histogram("valuation_queue_wait_seconds", "From a call's admission to the start of its batch.", registry=self._own, buckets=_SECONDS)
        self._batch = Histogram("valuation_batch_rows", "Rows scored together.", registry=self._own, buckets=_ROWS)
        self._released = Counter(
            "valuation_batch_released", "Batches by why they held no more: full, or the queue was drained.", ("reason",), registry=self._own
        )
        self._stage = Histogram(
            "valuation_stage_seconds", "Time spent a call (decode, encode) or a batch (score).", ("stage",), registry=self._own, buckets=_SECONDS
        )
        self._rejected = Counter("valuation_rejected", "Calls (invalid, backend: rows) that got no valuation, by reason.", ("reason",), registry=self._own)
        self._model = Gauge(
            "valuation_model_info", "The bundle that answers; always 1.", ("name", "version", "sha256"), registry=self._own, multiprocess_mode="livemax"
        )
        # What is counted many times a second is looked up by its labels once.
        self._requests_of = lru_cache(maxsize=512)(self._requests.labels)
        self._duration_of = lru_cache(maxsize=64)(self._duration.labels)
        self._stage_of = lru_cache(maxsize=16)(self._stage.labels)
        self._status_of = lru_cache(maxsize=16)(self._valuations.labels)
        self._shared = os.environ.get(SHARED_FOLDER)
        if self._shared is None:
            ProcessCollector(registry=self._own)

    def exposition(self) -> tuple[bytes, str]:
        """The counts in Prometheus' text format, and its media type."""
        registry = self._own
        if self._shared is not None:
            registry = CollectorRegistry()
            MultiProcessCollector(registry, path=self._shared)  # type: ignore[no-untyped-call]
        return generate_latest(registry), CONTENT_TYPE_LATEST

    def serves(self, manifest: Manifest) -> None:
        """Names the bundle that answers."""
        self._model.labels(manifest.name, manifest.version, manifest.digest).set(1)

    def request(self, route: str, status: int, seconds: float) -> None:
        """A request that has been answered."""
        self._requests_of(route, str(status)).inc()
        self._duration_of(route).observe(seconds)

    def stage(self, stage: str, seconds: float) -> None:
        """Time spent in a step of a call."""
        self._stage_of(stage).observe(seconds)

    def valued(self, statuses: Sequence[str]) -> None:
        """Valuations that are about to be answered, by their status."""
        for status in ("valued", "refused", "invalid"):
            rows = statuses.count(status)
            if rows:
                self._status_of(status).inc(rows)
            if rows and status == "invalid":
                self._rejected.labels(status).inc(rows)

    def queued(self, rows: int) -> None:
        """Rows waiting now."""
        self._queue.set(rows)

    def rejected(self, reason: Rejection) -> None:
        """A call, or a row that broke the scorer, without a valuation."""
        self._rejected.labels(reason).inc()

    def released(self, rows: int, waits: list[float], reason: Release) -> None:
        """A batch on its way to the scorer."""
        self._batch.observe(rows)
        self._released.labels(reason).inc()
        for wait in waits:
            self._wait.observe(wait)

    def scored(self, rows: int, seconds: float) -> None:
        """A batch that came back."""
        self._stage_of("score").observe(seconds)
