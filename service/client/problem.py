"""What a call raises that gets no answer: the service's problem, or that it could not be reached."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from service.client.types import InputError


class Unreachable(Exception):
    """No answer came: no connection, a connection that broke, or the time was over."""


class Problem(Exception):
    """The service refused or failed. Branch on `code`; `title`, `detail` and `errors` are for people, in the language of the client.

    `retry_after` is in seconds, None where trying again makes no sense; whoever runs the service finds the request by `request_id`.
    """

    def __init__(self, body: Mapping[str, Any], retry_after: float | None = None) -> None:
        self.type = str(body.get("type", "about:blank"))
        self.code = str(body.get("code", ""))
        self.status = int(body.get("status", 0))
        self.title = str(body.get("title", ""))
        self.detail = str(body.get("detail", ""))
        self.errors: tuple[InputError, ...] = tuple(body.get("errors", ()))
        self.request_id = str(body.get("request_id", ""))
        self.retry_after = retry_after
        super().__init__(f"{self.status} {self.code or self.title}: {self.detail}")


def problem_of(status: int, headers: Mapping[str, str], body: bytes) -> Problem:
    """What an answer that is no success says; of one that did not come from the service, such as a proxy's, what its status says."""
    try:
        found = json.loads(body) if headers.get("content-type", "").startswith("application/problem+json") else {}
    except ValueError:
        found = {}
    said = found if isinstance(found, dict) else {}
    return Problem({"status": status, "request_id": headers.get("x-request-id", "")} | said, seconds(headers.get("retry-after")))


def seconds(value: str | None) -> float | None:
    """Retry-After where it is a number; a date there is read as nothing."""
    return float(value) if value is not None and value.strip().isdigit() else None
