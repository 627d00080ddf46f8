"""Where spans and durations go: by OTLP to the collector that the standard `OTEL_…` variables name, or wherever whoever builds it sends them."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricReader, PeriodicExportingMetricReader
from opentelemetry.sdk.metrics.view import ExplicitBucketHistogramAggregation, View
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Tracer
from starlette.types import ASGIApp

from service.telemetry.batch_spans import BatchSpans
from service.telemetry.request_spans import DURATION, RequestSpans
from service.telemetry.traced_metrics import TracedMetrics

BOUNDS = (0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds. The convention's own begin at 5 ms, where most calls here have long been answered."""


@dataclass(frozen=True)
class Telemetry:
    """One process's spans and durations; not set globally, so that two services in one process tell apart."""

    tracers: TracerProvider
    meters: MeterProvider

    @classmethod
    def to(cls, spans: SpanProcessor, durations: MetricReader) -> Telemetry:
        """Telemetry that goes to these; sampling and resource by the environment."""
        named = "OTEL_SERVICE_NAME" in os.environ or "service.name=" in os.environ.get("OTEL_RESOURCE_ATTRIBUTES", "")
        resource = Resource.create({} if named else {SERVICE_NAME: "valuation"})
        tracers = TracerProvider(resource=resource, shutdown_on_exit=False)
        tracers.add_span_processor(spans)
        view = View(instrument_name=DURATION, aggregation=ExplicitBucketHistogramAggregation(BOUNDS))
        return cls(tracers, MeterProvider([durations], resource, shutdown_on_exit=False, views=[view]))

    @classmethod
    def exporting(cls) -> Telemetry:
        """Telemetry that goes to the collector of the environment (`OTEL_EXPORTER_OTLP_ENDPOINT`, by default the one on this machine)."""
        return cls.to(BatchSpanProcessor(OTLPSpanExporter()), PeriodicExportingMetricReader(OTLPMetricExporter()))

    def around(self, app: ASGIApp) -> RequestSpans:
        """The application with a span, and a duration, per request."""
        return RequestSpans(app, self._tracer, self.meters.get_meter("valuation"))

    def batch_spans(self) -> BatchSpans:
        """Spans of what the batcher does."""
        return BatchSpans(self._tracer)

    def metrics(self) -> TracedMetrics:
        """Counters whose stages are spans too."""
        return TracedMetrics(self._tracer)

    def close(self, within: float = 2.0) -> None:
        """Sends what is left, in `within` seconds: a collector that is gone, which its exporters try again and again, does not keep a process from ending."""
        sending = [threading.Thread(target=shutdown, daemon=True) for shutdown in (self.tracers.shutdown, self.meters.shutdown)]
        for thread in sending:
            thread.start()
        until = time.monotonic() + within
        for thread in sending:
            thread.join(max(until - time.monotonic(), 0))

    @property
    def _tracer(self) -> Tracer:
        return self.tracers.get_tracer("valuation")
