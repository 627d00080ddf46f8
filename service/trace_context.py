"""W3C Trace Context (https://www.w3.org/TR/trace-context-2/): `traceparent` names the caller's trace; what cannot be read is ignored, as the standard says."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

HEADER, ECHO = b"traceparent", b"traceresponse"

_parsed = re.compile(rb"(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?").fullmatch


@dataclass(frozen=True, slots=True)
class Trace:
    """The trace that a request belongs to and our span in it, in hexadecimal; `recorded` where the span is told to a collector."""

    trace_id: str
    span_id: str
    recorded: bool = False

    @property
    def response(self) -> bytes:
        """The value of `traceresponse`, by which the caller finds our span."""
        return f"00-{self.trace_id}-{self.span_id}-0{int(self.recorded)}".encode()


def trace_of(given: bytes) -> Trace | None:
    """The trace of a `traceparent`, with a new span that nobody records; None where it cannot be read. A later version may say more than ours."""
    found = _parsed(given)
    if found is None or (found[1] == b"00" and found[5] is not None):
        return None
    return Trace(found[2].decode(), os.urandom(8).hex())
