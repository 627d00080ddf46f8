"""The counters of a process, whose stages of a call are spans too."""

from __future__ import annotations

import time

from opentelemetry.trace import Tracer

from service.metrics import Metrics


class TracedMetrics(Metrics):
    """As `Metrics`; a stage becomes a span below the request that it was for, made when it has ended."""

    def __init__(self, tracer: Tracer) -> None:
        super().__init__()
        self._tracer = tracer

    def stage(self, stage: str, seconds: float) -> None:
        super().stage(stage, seconds)
        ended = time.time_ns()
        self._tracer.start_span(stage, start_time=ended - int(seconds * 1e9)).end(ended)
