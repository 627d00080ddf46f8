from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from starlette.testclient import TestClient

from service.app import create_app
from service.batcher import Batcher
from service.telemetry.request_spans import DURATION
from service.telemetry.telemetry import BOUNDS, Telemetry
from tests.service.batching import Counts, held, queued

CALL = {"achievements": [{"title": "SECRET-TITLE", "text": "SECRET-TEXT"}]}
PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.fixture
def traced(settings: Any, scorer: Any, telemetry: Telemetry) -> Iterator[TestClient]:
    with TestClient(create_app(settings, scorer, telemetry=telemetry), raise_server_exceptions=False) as client:
        yield client


def of_request(spans: InMemorySpanExporter) -> ReadableSpan:
    (span,) = [span for span in spans.get_finished_spans() if span.kind is SpanKind.SERVER]
    return span


def above(span: ReadableSpan) -> int:
    """The span that it lies below; 0 for none."""
    return 0 if span.parent is None else span.parent.span_id


def test_a_request_is_a_span_by_the_http_conventions(traced: TestClient, spans: InMemorySpanExporter) -> None:
    traced.post("/v1/valuations", json=CALL)
    span = of_request(spans)
    assert span.name == "POST /v1/valuations"
    assert dict(span.attributes or {}) == {
        "http.request.method": "POST",
        "http.route": "/v1/valuations",
        "http.response.status_code": 200,
        "url.scheme": "http",
    }


def test_request_queue_and_stages_hang_together_and_the_batch_links_to_its_requests(traced: TestClient, spans: InMemorySpanExporter) -> None:
    traced.post("/v1/valuations", json=CALL)
    found = {span.name: span for span in spans.get_finished_spans()}
    assert set(found) == {"POST /v1/valuations", "decode", "queue", "batch", "score", "encode"}
    request, batch = found["POST /v1/valuations"], found["batch"]
    for child in ("decode", "queue", "encode"):
        assert above(found[child]) == request.context.span_id
        assert (found[child].start_time or 0) <= (found[child].end_time or 0)
    assert batch.parent is None
    assert [link.context.span_id for link in batch.links] == [request.context.span_id]
    assert above(found["score"]) == batch.context.span_id


def test_a_callers_trace_is_gone_on_with_and_told_back(traced: TestClient, spans: InMemorySpanExporter) -> None:
    response = traced.get("/live", headers={"traceparent": PARENT})
    span = of_request(spans)
    assert f"{span.context.trace_id:032x}" == PARENT.split("-")[1]
    assert span.parent is not None and f"{span.parent.span_id:016x}" == PARENT.split("-")[2]
    assert response.headers["traceresponse"] == f"00-{span.context.trace_id:032x}-{span.context.span_id:016x}-01"


@pytest.mark.parametrize("headers", [[("traceparent", "nonsense")], [("traceparent", PARENT), ("traceparent", PARENT)], []])
def test_without_one_that_can_be_read_a_trace_begins_here(traced: TestClient, spans: InMemorySpanExporter, headers: list[tuple[str, str]]) -> None:
    response = traced.get("/live", headers=headers)
    span = of_request(spans)
    assert span.parent is None
    assert response.headers["traceresponse"].split("-")[1] == f"{span.context.trace_id:032x}"


def test_a_trace_that_is_not_sampled_stays_so(traced: TestClient, spans: InMemorySpanExporter) -> None:
    response = traced.get("/live", headers={"traceparent": PARENT[:-1] + "0"})
    assert spans.get_finished_spans() == ()
    assert response.headers["traceresponse"].endswith("-00")


def test_nothing_of_path_query_header_or_body_is_told(traced: TestClient, spans: InMemorySpanExporter) -> None:
    traced.post("/v1/valuations", json=CALL, params={"x": "SECRET-QUERY"}, headers={"X-API-Key": "SECRET-KEY"})
    traced.get("/SECRET-PATH")
    written = "".join(span.to_json() for span in spans.get_finished_spans())
    assert "SECRET" not in written
    assert [span.name for span in spans.get_finished_spans() if span.kind is SpanKind.SERVER][-1] == "GET"


def test_a_failure_of_ours_is_an_error_and_the_callers_is_not(traced: TestClient, spans: InMemorySpanExporter, scorer: Any) -> None:
    traced.post("/v1/valuations", content=b"{")
    scorer.broken = True
    traced.post("/v1/valuations", json=CALL)
    theirs, ours = [span for span in spans.get_finished_spans() if span.kind is SpanKind.SERVER]
    assert (theirs.status.status_code, ours.status.status_code) == (StatusCode.UNSET, StatusCode.ERROR)
    assert (ours.attributes or {})["error.type"] == "503"
    (batch,) = [span for span in spans.get_finished_spans() if span.name == "batch"]
    assert batch.status.status_code is StatusCode.ERROR


def test_durations_are_counted_from_a_quarter_of_a_millisecond(traced: TestClient, durations: InMemoryMetricReader) -> None:
    traced.get("/live")
    data = durations.get_metrics_data()
    assert data is not None
    (metric,) = [metric for resource in data.resource_metrics for scope in resource.scope_metrics for metric in scope.metrics]
    (point,) = metric.data.data_points
    assert (metric.name, metric.unit, tuple(point.explicit_bounds), point.count) == (DURATION, "s", BOUNDS, 1)  # type: ignore[union-attr]
    assert dict(point.attributes or {})["http.route"] == "/live"


def test_calls_of_one_batch_are_all_linked(settings: Any, scorer: Any, telemetry: Telemetry, spans: InMemorySpanExporter, rows: Any) -> None:
    async def story() -> None:
        tracer = telemetry.tracers.get_tracer("test")
        async with Batcher(Counts(), max_batch=8, max_queue=64, spans=telemetry.batch_spans()) as batcher:
            first = await held(scorer, batcher, rows("first"))
            with tracer.start_as_current_span("one"):
                tasks = await queued(scorer, batcher, rows("a"))
            with tracer.start_as_current_span("other"):
                tasks += await queued(scorer, batcher, rows("b", "c"))
            scorer.gate.set()
            await asyncio.gather(first, *tasks)

    asyncio.run(story())
    found = spans.get_finished_spans()
    ours = {span.context.span_id for span in found if span.name in ("one", "other")}
    batch = next(span for span in found if span.name == "batch" and span.links)
    assert {link.context.span_id for link in batch.links} == ours
    assert (batch.attributes or {})["valuation.batch.rows"] == 3
