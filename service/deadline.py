"""X-Request-Timeout: how long a caller waits for an answer, in seconds; never longer than the service itself would let a call wait."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request
from starlette.types import Scope

from service.problems import Problem
from service.settings import Settings
from service.wrong_input import WrongInput

HEADER = b"x-request-timeout"
NAME = "X-Request-Timeout"

_parsed = re.compile(rb"[0-9]+(\.[0-9]+)?").fullmatch

HURRIED: dict[str, Any] = {
    "name": NAME,
    "in": "header",
    "schema": {"type": "string", "pattern": r"^([0-9]*[1-9][0-9]*(\.[0-9]+)?|[0-9]+\.[0-9]*[1-9][0-9]*)$", "examples": ["2.5"]},
    "description": "seconds within which the caller wants the answer (of a sweep: each part), else it is a 504; at most `VALUATION_DEADLINE`, the default",
}
"""What OpenAPI says of it."""


def timeout_of(request: Request, settings: Settings) -> float:
    """Seconds from the end of the body to the scored answer; a 422 where the header is not a number above 0."""
    return timeout_in(request.scope, settings.deadline)


def timeout_in(scope: Scope, most: float) -> float:
    """The same of a request's scope: `most` seconds where the caller says nothing, or more."""
    for name, value in scope["headers"]:
        if name == HEADER:
            if _parsed(value) and (seconds := float(value)) > 0:
                return min(seconds, most)
            raise Problem.of_input(WrongInput.of("timeout", (NAME,), value.decode("latin-1")))
    return most
