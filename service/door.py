"""Around every request: it gets its id and its trace, it is counted and logged, its response carries the security headers, and an unexpected error becomes
a problem.

Plain ASGI, because it wraps the hot path. The route label is the route's template, so that paths of strangers do not become labels.
"""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.logs.access_log import AccessLog
from service.metrics import Metrics
from service.problems import answer_of
from service.request_id import CURRENT, request_id_of
from service.request_id import HEADER as REQUEST_ID
from service.trace_context import ECHO, Trace, trace_of
from service.trace_context import HEADER as TRACEPARENT

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
OPEN_DEMO = (b"x-valuation-mode", b"open-demo")
_RAW = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
_log = logging.getLogger("service")


class Door:
    """ASGI middleware: the outermost of ours. `scope["request_id"]` and `scope["trace"]` (None without a readable `traceparent`) are there from here on."""

    def __init__(self, app: ASGIApp, metrics: Metrics, log: AccessLog | None = None) -> None:
        self._app, self._metrics, self._access = app, metrics, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 0
        marks = _enter(scope)

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message.setdefault("headers", [])
                own = {name for name, _ in headers}
                headers.extend([header for header in _RAW if header[0] not in own])
                headers.extend(marks)
                headers.extend(_mode(scope))
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:  # the last net: the caller gets a problem, the log gets the traceback
            _log.exception("unexpected error in %s", _route(scope))
            if status:
                raise
            await answer_of(scope, error)(scope, receive, send_with_headers)
        finally:
            route, seconds = _route(scope), time.perf_counter() - started
            self._metrics.request(route, status, seconds)
            if self._access is not None:
                self._access.request(scope, route, status, seconds)


def _enter(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Names the request and its trace, from one look at the head; the headers by which the response says so."""
    given: bytes | None = None
    parents: list[bytes] = []
    for name, value in scope.get("headers", ()):
        if name == REQUEST_ID:
            given = value
        elif name == TRACEPARENT:
            parents.append(value)
    scope["request_id"] = named = request_id_of(given)
    CURRENT.set(named)
    # A span that is recorded stands there already; two parents are none (W3C).
    trace: Trace | None = scope.setdefault("trace", trace_of(parents[0]) if len(parents) == 1 else None)
    marks = [(REQUEST_ID, named.encode())]
    return marks if trace is None else [*marks, (ECHO, trace.response)]


def _mode(scope: Scope) -> list[tuple[bytes, bytes]]:
    """The header that says that nobody is asked who they are."""
    serving = scope.get("state", {}).get("running")
    return [OPEN_DEMO] if serving is not None and serving.identity.open else []


def _route(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", "unmatched"))
