"""A line per request: route, status, seconds, request, trace, caller's subject. No path, query, address, name or body: those may be personal.

It is on the hot path, so it goes past the logging framework: one struct encoded, the writing left to a thread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TextIO

import msgspec
from starlette.types import Scope

from service.logs.line_writer import LineWriter
from service.logs.log_format import LogFormat, for_a_person

PROBES = frozenset({"/live", "/ready", "/metrics", "/v2/health/live", "/v2/health/ready"})
"""Routes that something asks every few seconds: a line only where the answer is a failure."""


class AccessLine(msgspec.Struct, omit_defaults=False):
    """What a line says; `seconds` from the request's head to the end of its response."""

    timestamp: datetime
    level: str
    logger: str
    event: str
    method: str
    route: str
    status: int
    seconds: float
    request_id: str | None
    trace_id: str | None
    subject: str | None


class AccessLog:
    """Writes the lines; `write` gets some of them at a time, `render` makes bytes of one, JSON by default."""

    def __init__(
        self, write: Callable[[bytes], object], render: Callable[[AccessLine], bytes] | None = None, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._lines, self._clock = LineWriter(write), clock
        self._render = render or msgspec.json.Encoder(enc_hook=str).encode

    @classmethod
    def on(cls, stream: TextIO, wanted: LogFormat = "auto") -> AccessLog:
        """Lines on a stream, stderr as a rule."""

        def write(lines: bytes) -> None:
            stream.buffer.write(lines)
            stream.buffer.flush()

        return cls(write, in_words if for_a_person(stream, wanted) else None)

    def request(self, scope: Scope, route: str, status: int, seconds: float) -> None:
        """A request that has been answered."""
        if route in PROBES and 200 <= status < 400:
            return
        trace, caller = scope.get("trace"), scope.get("caller")
        line = AccessLine(
            self._clock(),
            "info",
            "service.access",
            "request",
            scope.get("method", ""),
            route,
            status,
            round(seconds, 6),
            scope.get("request_id"),
            None if trace is None else trace.trace_id,
            None if caller is None else caller.subject,
        )
        self._lines(self._render(line) + b"\n")

    def close(self) -> None:
        """Writes what still waits."""
        self._lines.close()


def in_words(line: AccessLine) -> bytes:
    """The line for a person at a terminal."""
    about = "".join(f" {name}={value}" for name in ("request_id", "trace_id", "subject") if (value := getattr(line, name)) is not None)
    return f"{line.timestamp:%H:%M:%S} {line.method} {line.route} {line.status} {line.seconds * 1_000:.1f} ms{about}".encode()
