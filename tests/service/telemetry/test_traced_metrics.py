from __future__ import annotations

from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from service.telemetry.telemetry import Telemetry


def test_a_stage_is_counted_and_is_a_span_as_long_as_it_took(telemetry: Telemetry, spans: InMemorySpanExporter) -> None:
    metrics = telemetry.metrics()
    metrics.stage("decode", 0.25)
    assert b'valuation_stage_seconds_sum{stage="decode"} 0.25' in metrics.exposition()[0]
    (span,) = spans.get_finished_spans()
    assert span.name == "decode"
    assert (span.end_time or 0) - (span.start_time or 0) == 250_000_000
