"""A span and a duration per request, by the HTTP conventions of OpenTelemetry. No path, query, address or header is told: they may be personal."""

from __future__ import annotations

import time
from typing import Any

from opentelemetry import context
from opentelemetry.metrics import Meter
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer, format_span_id, format_trace_id, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.trace_context import Trace

DURATION = "http.server.request.duration"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"})
_CARRIED = (b"traceparent", b"tracestate")


class RequestSpans:
    """ASGI, around the whole application: who works for a request finds its span in the context, and the door its trace in the scope."""

    def __init__(self, app: ASGIApp, tracer: Tracer, meter: Meter) -> None:
        self._app, self._tracer = app, tracer
        self._duration = meter.create_histogram(DURATION, unit="s", description="Duration of HTTP server requests.")
        self._propagator = TraceContextTextMapPropagator()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0
        method = scope["method"] if scope["method"] in METHODS else "_OTHER"
        parent = self._propagator.extract(_carrier(scope))
        span = self._tracer.start_span(method, parent, SpanKind.SERVER, {"http.request.method": method, "url.scheme": scope.get("scheme", "http")})
        ours = span.get_span_context()
        scope["trace"] = Trace(format_trace_id(ours.trace_id), format_span_id(ours.span_id), recorded=ours.trace_flags.sampled)

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        token = context.attach(set_span_in_context(span, parent))
        try:
            await self._app(scope, receive, send_on)
        finally:
            context.detach(token)
            said = _said(scope, method, status)
            _end(span, said)
            self._duration.record(time.perf_counter() - started, said | {"url.scheme": scope.get("scheme", "http")})


def _carrier(scope: Scope) -> dict[str, list[str]]:
    carried: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        if name in _CARRIED:
            carried.setdefault(name.decode(), []).append(value.decode("latin-1"))
    return carried if len(carried.get("traceparent", ())) == 1 else {}  # two parents are none (W3C)


def _said(scope: Scope, method: str, status: int) -> dict[str, Any]:
    said: dict[str, Any] = {"http.request.method": method}
    if (route := getattr(scope.get("route"), "path", None)) is not None:
        said["http.route"] = route
    if status:
        said["http.response.status_code"] = status
    if not 0 < status < 500:
        said["error.type"] = str(status or "no_response")
    return said


def _end(span: Span, said: dict[str, Any]) -> None:
    span.set_attributes(said)
    if "http.route" in said:
        span.update_name(f"{said['http.request.method']} {said['http.route']}")
    if "error.type" in said:
        span.set_status(Status(StatusCode.ERROR))
    span.end()
