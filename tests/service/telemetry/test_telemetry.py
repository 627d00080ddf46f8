from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from service.telemetry.telemetry import BOUNDS, Telemetry

ROOT = Path(__file__).parents[3]


def test_it_is_not_imported_where_it_is_off() -> None:
    script = """
import sys
from service.app import create_app
from service.settings import Settings
import service.__main__
create_app(Settings())
print([name for name in sys.modules if name.startswith(("opentelemetry.sdk", "opentelemetry.exporter", "service.telemetry"))])
"""
    printed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    assert printed == "[]"


def test_the_service_is_called_valuation_unless_the_environment_says_otherwise(spans: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch) -> None:
    names = []
    for environment in ({}, {"OTEL_SERVICE_NAME": "mine"}, {"OTEL_RESOURCE_ATTRIBUTES": "service.name=ours"}):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        names.append(Telemetry.to(SimpleSpanProcessor(spans), InMemoryMetricReader()).tracers.resource.attributes["service.name"])
        for name in environment:
            monkeypatch.delenv(name)
    assert names == ["valuation", "mine", "ours"]


def test_buckets_begin_at_a_quarter_of_a_millisecond() -> None:
    assert BOUNDS[0] == 0.00025
    assert list(BOUNDS) == sorted(set(BOUNDS))


def test_it_goes_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("OTEL_METRIC_EXPORT_INTERVAL", str(10**9))
    told = Telemetry.exporting()
    exporter = told.tracers._active_span_processor._span_processors[0].span_exporter  # type: ignore[attr-defined]
    assert exporter._endpoint == "http://127.0.0.1:9/v1/traces"
    monkeypatch.setattr("opentelemetry.exporter.otlp.proto.http.metric_exporter.OTLPMetricExporter.export", lambda *_, **__: None)
    told.close()


def test_several_services_in_one_process_tell_apart(telemetry: Telemetry, spans: InMemorySpanExporter) -> None:
    other = InMemorySpanExporter()
    second = Telemetry.to(SimpleSpanProcessor(other), InMemoryMetricReader())
    second.metrics().stage("decode", 0.001)
    assert (len(spans.get_finished_spans()), len(other.get_finished_spans())) == (0, 1)
    assert os.environ.get("OTEL_PYTHON_TRACER_PROVIDER") is None


def test_a_collector_that_is_gone_does_not_keep_a_process_from_ending() -> None:
    gate = threading.Event()

    class Gone(InMemorySpanExporter):
        def shutdown(self) -> None:
            gate.wait(5)

    told = Telemetry.to(SimpleSpanProcessor(Gone()), InMemoryMetricReader())
    began = time.perf_counter()
    told.close(0.05)
    assert time.perf_counter() - began < 1
    gate.set()
