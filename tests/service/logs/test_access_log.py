from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from service.identity.caller import ANYBODY
from service.logs.access_log import PROBES, AccessLog, in_words
from service.trace_context import Trace

SCOPE: dict[str, Any] = {
    "type": "http",
    "method": "POST",
    "path": "/v1/listings/SECRET-PATH",
    "query_string": b"title=SECRET-QUERY",
    "client": ("203.0.113.9", 4),
    "headers": [(b"x-api-key", b"val_12345678_SECRET-KEY"), (b"user-agent", b"SECRET-AGENT")],
    "request_id": "r-1",
    "trace": Trace("a" * 32, "b" * 16),
    "caller": ANYBODY,
}


def lines(scope: dict[str, Any], route: str = "/v1/listings/{listing_id}", status: int = 200, **kind: Any) -> bytes:
    written: list[bytes] = []
    log = AccessLog(written.append, clock=lambda: datetime(2026, 11, 22, 9, tzinfo=UTC), **kind)
    log.request(scope, route, status, 0.01234567)
    log.close()
    return b"".join(written)


def test_a_request_is_a_line_of_what_happened_and_of_nobody() -> None:
    assert json.loads(lines(SCOPE)) == {
        "timestamp": "2026-11-22T09:00:00Z",
        "level": "info",
        "logger": "service.access",
        "event": "request",
        "method": "POST",
        "route": "/v1/listings/{listing_id}",
        "status": 200,
        "seconds": 0.012346,
        "request_id": "r-1",
        "trace_id": "a" * 32,
        "subject": "open",
    }


@pytest.mark.parametrize("render", [None, in_words])
def test_neither_path_nor_query_address_name_or_key_is_written(render: Any) -> None:
    line = lines(SCOPE, render=render).decode()
    assert "SECRET" not in line
    assert "203.0.113.9" not in line
    assert ANYBODY.name not in line


def test_a_person_reads_one_line() -> None:
    assert lines(SCOPE, render=in_words) == b"09:00:00 POST /v1/listings/{listing_id} 200 12.3 ms request_id=r-1 trace_id=" + b"a" * 32 + b" subject=open\n"


def test_who_is_unknown_is_null() -> None:
    found = json.loads(lines({"type": "http", "method": "GET"}, "unmatched", 404))
    assert (found["request_id"], found["trace_id"], found["subject"]) == (None, None, None)


@pytest.mark.parametrize("route", sorted(PROBES))
def test_probes_leave_a_line_only_when_they_fail(route: str) -> None:
    assert lines(SCOPE, route) == b""
    assert json.loads(lines(SCOPE, route, 503))["status"] == 503
