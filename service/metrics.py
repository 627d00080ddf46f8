"""What the service counts, in Prometheus' base units and with few labels. Each process has its own registry.

With several worker processes the counts lie in files that they share (`PROMETHEUS_MULTIPROC_DIR`, set by `python -m service`), and any of
them answers for all.
"""

from __future__ import annotations

import os
from collections import Counter as CountOf
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, Metric, ProcessCollector, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from models.manifest import Manifest
from service.backlog import Release
from service.batcher import Rejection
from service.coarse import CoarseHistogram
from service.job import Answer, RowFailed
from service.succession.counts import SuccessionCounts
from valuation.audience import Audience, sees_interval

_SECONDS = (0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_ROWS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024)
_RATIOS = (2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
_REJECTIONS = ("overloaded", "deadline", "cancelled", "invalid", "backend", "quota")
_RELEASES = ("full", "drained", "deadline")
"""Why a batch holds no more. `deadline` is the name of batchers that wait for more; this one never does, so it stays 0."""
_WIDEST = 60.0
"""Of ln(high / low); exp of more would say nothing."""
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
            "valuation_batch_released",
            "Batches by why they held no more: full, drained (all that waited), deadline (never here).",
            ("reason",),
            registry=self._own,
        )
        self._stage = Histogram(
            "valuation_stage_seconds", "Time spent a call (decode, encode) or a batch (score).", ("stage",), registry=self._own, buckets=_SECONDS
        )
        self._rejected = Counter("valuation_rejected", "Calls (invalid, backend: rows) that got no valuation, by reason.", ("reason",), registry=self._own)
        self._width = CoarseHistogram(
            "valuation_prediction_interval_width_ratio",
            "High end over low end of the 90 % interval of each price answered to an audience that sees intervals; each counts as the bound above it.",
            self._own,
            _RATIOS,
        )
        self._model = Gauge(
            "valuation_model_info",
            "The bundles that answer (champion) and shadow it (challenger); always 1.",
            ("name", "version", "alias", "sha256"),
            registry=self._own,
            multiprocess_mode="livemax",
        )
        self._models: dict[str, Gauge] = {}
        for reason in _REJECTIONS:
            self._rejected.labels(reason)
        for reason in _RELEASES:
            self._released.labels(reason)
        self._records = Counter("valuation_audit_records", "Records of the audit that are on disk, by kind.", ("kind",), registry=self._own)
        self._commit = Histogram("valuation_audit_commit_seconds", "From the start to the commit of a group of records.", registry=self._own, buckets=_SECONDS)
        self._group = Histogram("valuation_audit_group_records", "Records committed together.", registry=self._own, buckets=_ROWS)
        self._unrecorded = Counter("valuation_audit_failed", "Records that could not be written, so that their calls were refused.", registry=self._own)
        self.succession = SuccessionCounts(self._own)
        # What is counted many times a second is looked up by its labels once.
        self._requests_of = lru_cache(maxsize=512)(self._requests.labels)
        self._duration_of = lru_cache(maxsize=64)(self._duration.labels)
        self._stage_of = lru_cache(maxsize=16)(self._stage.labels)
        self._status_of = lru_cache(maxsize=16)(self._valuations.labels)
        self._records_of = lru_cache(maxsize=16)(self._records.labels)
        self._shared = os.environ.get(SHARED_FOLDER)
        if self._shared is None:
            ProcessCollector(registry=self._own)

    def recorded(self, kinds: list[str], seconds: float) -> None:
        """A group of the audit's records is on disk."""
        for kind, records in CountOf(kinds).items():
            self._records_of(kind).inc(records)
        self._commit.observe(seconds)
        self._group.observe(len(kinds))

    def not_recorded(self, records: int) -> None:
        """A group could not be written."""
        self._unrecorded.inc(records)

    def exposition(self) -> tuple[bytes, str]:
        """The counts in Prometheus' text format, and its media type."""
        registry = self._own
        if self._shared is not None:
            forget_the_dead(Path(self._shared))
            registry = CollectorRegistry()
            MultiProcessCollector(registry, path=self._shared)  # type: ignore[no-untyped-call]
        return generate_latest(_Current(registry)), CONTENT_TYPE_LATEST

    def serves(self, manifest: Manifest, alias: str = "champion") -> None:
        """Names the bundle that answers under an alias; the one before it is named no longer."""
        self.retired(alias)
        self._models[alias] = self._model.labels(manifest.name, manifest.version, alias, manifest.digest)
        self._models[alias].set(1)

    def retired(self, alias: str) -> None:
        """No bundle answers under that alias any more."""
        if (former := self._models.pop(alias, None)) is not None:
            former.set(0)

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

    def shown(self, answer: Answer, audience: Audience) -> None:
        """How wide the intervals of an answer's prices are; nothing where its audience does not see them, for `/metrics` is open."""
        if not sees_interval(audience):
            return
        for part in answer:
            if isinstance(part.outcome, RowFailed) or (price := part.outcome.price) is None:
                continue
            own = price[part.first : part.first + part.rows]  # the outcome is that of the whole batch, of many callers
            for low, high in zip(own[:, 0].tolist(), own[:, -1].tolist(), strict=True):
                if (width := high - low) < _WIDEST:  # and a number: a refused row has none
                    self._width.observe(exp(width))


class _Current:
    """A registry without the models that answer no longer: in the files of worker processes a label cannot be taken back."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def collect(self) -> Iterator[Metric]:
        for family in self._registry.collect():
            if family.name == "valuation_model_info":
                family.samples = [sample for sample in family.samples if sample.value]
            yield family


def forget_the_dead(shared: Path) -> None:
    """Takes what worker processes that have ended said of their present (queues, models) out of the shared files; what they counted stays."""
    for file in shared.glob("gauge_live*_*.db"):
        process = file.stem.rpartition("_")[2]
        if process.isdigit() and not Path(f"/proc/{process}").exists() and Path("/proc/self").exists():
            file.unlink(missing_ok=True)
