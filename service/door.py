"""Around every request: it is counted, its response carries the security headers, and an unexpected error becomes a problem.

Plain ASGI, because it wraps the hot path. The route label is the route's template, so that paths of strangers do not become labels.
"""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.metrics import Metrics
from service.problems import answer_of

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
_RAW = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
_log = logging.getLogger("service")


class Door:
    """ASGI middleware: the outermost of ours."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message.setdefault("headers", [])
                own = {name for name, _ in headers}
                headers.extend([header for header in _RAW if header[0] not in own])
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:  # the last net: the caller gets a problem, the log gets the traceback
            _log.exception("unexpected error in %s", _route(scope))
            if status:
                raise
            await answer_of(scope, error)(scope, receive, send_with_headers)
        finally:
            self._metrics.request(_route(scope), status, time.perf_counter() - started)


def _route(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", "unmatched"))
