from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from service.backlog import Batch
from service.job import Job, Piece
from service.telemetry.telemetry import Telemetry


def batch(*tickets: Any, waits: list[float]) -> Batch:
    loop = asyncio.new_event_loop()
    jobs = [Job(SimpleNamespace(), [0], 9.0, 0.0, loop.create_future(), (0, 1), ticket) for ticket in tickets]  # type: ignore[arg-type]
    loop.close()
    return Batch(jobs[0].model, [Piece(job, 0, 1) for job in jobs], waits, len(jobs), started=10.0, finished=10.5)


def test_the_wait_ends_where_the_batch_begins_and_is_as_long_as_it_was(telemetry: Telemetry, spans: InMemorySpanExporter) -> None:
    tracing = telemetry.batch_spans()
    with telemetry.tracers.get_tracer("test").start_as_current_span("request"):
        ticket = tracing.ticket()
    tracing.scored(batch(ticket, waits=[0.25]), 0.75, None)
    found = {span.name: span for span in spans.get_finished_spans()}
    queue, run, score = found["queue"], found["batch"], found["score"]
    assert queue.end_time == run.start_time == score.start_time
    assert (queue.end_time or 0) - (queue.start_time or 0) == 250_000_000
    assert (run.end_time or 0) - (run.start_time or 0) == 750_000_000
    assert (score.end_time or 0) - (score.start_time or 0) == pytest.approx(500_000_000)


def test_a_call_outside_any_request_is_neither_linked_nor_in_the_way(telemetry: Telemetry, spans: InMemorySpanExporter) -> None:
    tracing = telemetry.batch_spans()
    outside = tracing.ticket()
    with telemetry.tracers.get_tracer("test").start_as_current_span("request") as request:
        inside = tracing.ticket()
    tracing.scored(batch(outside, inside, waits=[1.0, 0.25]), 0.75, None)
    (queue,) = [span for span in spans.get_finished_spans() if span.name == "queue"]
    (run,) = [span for span in spans.get_finished_spans() if span.name == "batch"]
    assert (queue.end_time or 0) - (queue.start_time or 0) == 250_000_000
    assert [link.context.span_id for link in run.links] == [request.get_span_context().span_id]
