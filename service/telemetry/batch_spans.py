"""Spans of batching: how long each call waited, below its request, and the batch, which belongs to no request but links to all that it answered.

They are made when the batch has come back, from times that the batcher has anyway.
"""

from __future__ import annotations

import time

from opentelemetry.context import Context
from opentelemetry.trace import Link, Span, Status, StatusCode, Tracer, get_current_span, set_span_in_context

from service.backlog import Batch


class BatchSpans:
    """The batcher's `Spans` (`service/batcher.py`)."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    def ticket(self) -> Span:
        """The span of the request that is being admitted."""
        return get_current_span()

    def scored(self, batch: Batch, seconds: float, error: BaseException | None) -> None:
        """A batch that came back `seconds` after it went out."""
        ended = time.time_ns()
        began = ended - _nanoseconds(seconds)
        links = []
        for piece, wait in zip(batch.pieces, batch.waits, strict=True):
            request = piece.job.ticket
            if isinstance(request, Span) and (of := request.get_span_context()).is_valid:
                self._tracer.start_span("queue", set_span_in_context(request), start_time=began - _nanoseconds(wait)).end(began)
                links.append(Link(of))
        about = {"valuation.batch.rows": batch.rows, "valuation.batch.calls": len(batch.pieces), "valuation.batch.reason": batch.reason}
        span = self._tracer.start_span("batch", Context(), links=links, attributes=about, start_time=began)
        if error is not None:
            span.set_status(Status(StatusCode.ERROR, type(error).__name__))
        scored = began + max(_nanoseconds(batch.finished - batch.started), 0)
        self._tracer.start_span("score", set_span_in_context(span, Context()), start_time=began).end(min(scored, ended))
        span.end(ended)


def _nanoseconds(seconds: float) -> int:
    return int(seconds * 1e9)
