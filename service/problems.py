"""Every failure as an RFC 9457 problem (`application/problem+json`): one table of types, one place where errors become responses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from service.departure import Departed
from service.input_errors import field_input_error, pointer
from service.job import DeadlineExceeded, Overloaded, ScorerFailed, ShuttingDown
from valuation.field_error import FieldError
from valuation.valuation import InputError

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:problem-type:valuation:"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of failure; `code` is stable, `retry_after` is in seconds where trying again makes sense."""

    code: str
    status: int
    title: str
    retry_after: int | None = None


PROBLEM_TYPES = {
    kind.code: kind
    for kind in (
        ProblemType("malformed", 400, "The body is not JSON"),
        ProblemType("not_found", 404, "No such resource"),
        ProblemType("method_not_allowed", 405, "The resource has no such method"),
        ProblemType("too_large", 413, "The body or the list is too large"),
        ProblemType("unsupported_media_type", 415, "The body has another media type or encoding"),
        ProblemType("invalid_input", 422, "The request does not have the required shape"),
        ProblemType("overloaded", 429, "The queue is full", retry_after=1),
        ProblemType("departed", 499, "The client closed the connection"),
        ProblemType("internal", 500, "The service failed"),
        ProblemType("not_ready", 503, "The service cannot answer", retry_after=5),
        ProblemType("scorer_failed", 503, "The model is broken in this process", retry_after=5),
        ProblemType("shutting_down", 503, "The service is stopping", retry_after=1),
        ProblemType("deadline_exceeded", 504, "The answer was not ready in time", retry_after=1),
        ProblemType("http_error", 400, "The request cannot be served"),
    )
}
_BY_STATUS = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 415: "unsupported_media_type", 422: "invalid_input"}


class ProblemBody(BaseModel):
    """The body of a problem, as documented in OpenAPI."""

    type: str = Field(examples=[TYPE_PREFIX + "invalid_input"])
    title: str
    status: int
    detail: str
    code: str = Field(examples=["invalid_input"])
    errors: tuple[InputError, ...] = ()


class Problem(Exception):
    """A failure whose kind is known where it is raised."""

    def __init__(
        self, code: str, detail: str, errors: tuple[InputError, ...] = (), *, headers: dict[str, str] | None = None, status: int | None = None
    ) -> None:
        self.type, self.detail, self.errors = PROBLEM_TYPES[code], detail, errors
        self.status = status or self.type.status
        self.headers = dict(headers or {})
        if self.type.retry_after is not None:
            self.headers.setdefault("Retry-After", str(self.type.retry_after))
        super().__init__(detail)


def problem_of(error: Exception) -> Problem:
    """The problem that an error is to a caller; an unexpected one says nothing of its inside."""
    match error:
        case Problem():
            return error
        case Overloaded():
            detail = f"Too many achievements are waiting. Retry after {error.retry_after} s, with fewer at a time."
            return Problem("overloaded", detail, headers={"Retry-After": str(error.retry_after)})
        case DeadlineExceeded():
            return Problem("deadline_exceeded", "The service is busy. Retry, with fewer achievements a call.")
        case ScorerFailed():
            return Problem("scorer_failed", "The model fails its self-test; this process must be restarted.")
        case ShuttingDown():
            return Problem("shutting_down", "This process is stopping. Retry; another one will answer.")
        case Departed():
            return Problem("departed", "The connection was closed before the answer was ready.")
        case FieldError():
            return Problem("invalid_input", str(error), (field_input_error(error),))
        case RequestValidationError():
            return Problem("invalid_input", "The request is not as /openapi.json describes it.", _request_errors(error))
        case HTTPException():
            return _http_problem(error)
        case _:
            return Problem("internal", "An unexpected error; it has been logged.")


def problem_response(problem: Problem) -> Response:
    """The problem as a response."""
    body: dict[str, Any] = {
        "type": TYPE_PREFIX + problem.type.code,
        "title": problem.type.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.type.code,
    }
    if problem.errors:
        body["errors"] = [error.model_dump() for error in problem.errors]
    return Response(msgspec.json.encode(body), problem.status, problem.headers, MEDIA_TYPE)


def register_problems(app: FastAPI) -> None:
    """Makes every known error of every route a problem; `door.py` catches the unknown ones."""
    known = (Problem, Overloaded, DeadlineExceeded, ScorerFailed, ShuttingDown, Departed, FieldError, RequestValidationError, HTTPException)
    for error in known:
        app.add_exception_handler(error, _answer)


def _answer(_: Request, error: Exception) -> Response:
    return problem_response(problem_of(error))


def _http_problem(error: HTTPException) -> Problem:
    details = {404: "There is nothing here; /openapi.json lists the routes.", 405: "The Allow header lists the methods of this resource."}
    code = _BY_STATUS.get(error.status_code, "http_error" if error.status_code < 500 else "internal")
    headers = dict(error.headers or {})
    shown = str(error.detail) if error.status_code < 500 else PROBLEM_TYPES[code].title + "."
    return Problem(code, details.get(error.status_code, shown), headers=headers, status=error.status_code)


def _request_errors(error: RequestValidationError) -> tuple[InputError, ...]:
    return tuple(
        InputError(pointer=pointer(entry["loc"][1:]), detail=str(entry["msg"]), fix="Correct the value; /openapi.json says what is allowed.")
        for entry in error.errors()
    )
