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
from starlette.types import Scope

from service.allowed_methods import allowed_methods
from service.departure import Departed
from service.input_errors import field_input_error
from service.job import DeadlineExceeded, Overloaded, ScorerFailed, ShuttingDown
from service.language import language_of
from service.store.database import StorageUnavailable
from service.wrong_input import WrongInput
from valuation.bilingual import Bilingual, Language
from valuation.catalogue import say
from valuation.field_error import FieldError
from valuation.valuation import InputError

MEDIA_TYPE = "application/problem+json"
INFERENCE = "/v2"
"""Where the routes of the Open Inference Protocol begin."""
TYPE_PREFIX = "urn:problem-type:valuation:"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of failure; `code` is stable, `retry_after` is in seconds where trying again makes sense."""

    code: str
    status: int
    retry_after: int | None = None

    @property
    def title(self) -> Bilingual:
        """What the kind is called."""
        return say(f"problems.{self.code}")

    @property
    def uri(self) -> str:
        """What the member `type` holds."""
        return TYPE_PREFIX + self.code

    @property
    def retryable(self) -> bool:
        """Whether the same request may succeed later; `Retry-After` says when."""
        return self.retry_after is not None or self.status in (429, 503, 504)

    @property
    def when(self) -> Bilingual:
        """What it takes to meet it."""
        return say(f"problem_guide.{self.code}.when")

    @property
    def remedy(self) -> Bilingual:
        """What whoever meets it can do."""
        return say(f"problem_guide.{self.code}.do")


PROBLEM_TYPES = {
    kind.code: kind
    for kind in (
        ProblemType("malformed", 400),
        ProblemType("idempotency_key_missing", 400),
        ProblemType("unauthenticated", 401),
        ProblemType("forbidden", 403),
        ProblemType("same_person", 403),
        ProblemType("not_found", 404),
        ProblemType("method_not_allowed", 405),
        ProblemType("idle", 408),
        ProblemType("idempotency_in_flight", 409, retry_after=1),
        ProblemType("key_ended", 409),
        ProblemType("too_large", 413),
        ProblemType("unsupported_media_type", 415),
        ProblemType("invalid_input", 422),
        ProblemType("idempotency_key_reused", 422),
        ProblemType("overloaded", 429, retry_after=1),
        ProblemType("quota_exceeded", 429),
        ProblemType("head_too_large", 431),
        ProblemType("departed", 499),
        ProblemType("internal", 500),
        ProblemType("not_ready", 503, retry_after=5),
        ProblemType("issuer_unavailable", 503, retry_after=5),
        ProblemType("storage_unavailable", 503, retry_after=5),
        ProblemType("scorer_failed", 503, retry_after=5),
        ProblemType("shutting_down", 503, retry_after=1),
        ProblemType("deadline_exceeded", 504, retry_after=1),
        ProblemType("http_error", 400),
    )
}
_BY_STATUS = {
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid_input",
}


class ProblemBody(BaseModel):
    """The body of a problem, as documented in OpenAPI."""

    type: str = Field(examples=[TYPE_PREFIX + "invalid_input"])
    title: str
    status: int
    detail: str
    code: str = Field(examples=["invalid_input"])
    errors: tuple[InputError, ...] = ()
    request_id: str = Field(default="", description="as in X-Request-Id; there once a request could be read")
    error: str = Field(default="", description="the detail once more, below /v2: the Open Inference Protocol reads it")


class Problem(Exception):
    """A failure whose kind is known where it is raised."""

    def __init__(
        self, code: str, detail: Bilingual, errors: tuple[WrongInput, ...] = (), *, headers: dict[str, str] | None = None, status: int | None = None
    ) -> None:
        self.type, self.detail, self.errors = PROBLEM_TYPES[code], detail, errors
        self.status = status or self.type.status
        self.headers = dict(headers or {})
        if self.type.retry_after is not None:
            self.headers.setdefault("Retry-After", str(self.type.retry_after))
        super().__init__(detail.en)

    @classmethod
    def of_input(cls, error: WrongInput) -> Problem:
        """The problem of one wrong thing in a request."""
        return cls("invalid_input", Bilingual(zh=f"{error.detail.zh}{error.fix.zh}", en=f"{error.detail.en} {error.fix.en}"), (error,))


KNOWN = (Problem, Overloaded, DeadlineExceeded, ScorerFailed, ShuttingDown, StorageUnavailable, Departed, FieldError, RequestValidationError, HTTPException)
"""Errors that are a problem of their own kind; any other is unexpected."""


def problem_of(error: Exception) -> Problem:
    """The problem that an error is to a caller; an unexpected one says nothing of its inside."""
    match error:
        case Problem():
            return error
        case Overloaded():
            detail = say("problems.busy", seconds=error.retry_after)
            return Problem("overloaded", detail, headers={"Retry-After": str(error.retry_after)})
        case DeadlineExceeded():
            return Problem("deadline_exceeded", say("problems.late"))
        case ScorerFailed():
            return Problem("scorer_failed", say("problems.self_test_fails"))
        case ShuttingDown():
            return Problem("shutting_down", say("problems.stopping"))
        case StorageUnavailable():
            return Problem("storage_unavailable", say("problems.storage_away"))
        case Departed():
            return Problem("departed", say("problems.closed"))
        case FieldError():
            return Problem.of_input(field_input_error(error))
        case RequestValidationError():
            return Problem("invalid_input", say("problems.see_openapi"), _request_errors(error))
        case HTTPException():
            return _http_problem(error)
        case _:
            return Problem("internal", say("problems.unexpected"))


def answer_of(scope: Scope, error: Exception) -> Response:
    """What a request is answered that ended in an error, with its id; under /v2 with the member that the Open Inference Protocol reads."""
    problem, language = problem_of(error), language_of(scope)
    extra = {"request_id": scope["request_id"]} if "request_id" in scope else {}
    if scope["path"].startswith(INFERENCE):
        extra["error"] = problem.detail.in_language(language)
    return problem_response(problem, language, **extra)


def problem_response(problem: Problem, language: Language | None = None, **extra: str) -> Response:
    """The problem as a response, in the caller's language, with extension members."""
    return Response(msgspec.json.encode(problem_body(problem, language) | extra), problem.status, problem.headers, MEDIA_TYPE)


def problem_body(problem: Problem, language: Language | None = None) -> dict[str, Any]:
    """The members of a problem, in the caller's language."""
    body: dict[str, Any] = {
        "type": problem.type.uri,
        "title": problem.type.title.in_language(language),
        "status": problem.status,
        "detail": problem.detail.in_language(language),
        "code": problem.type.code,
    }
    if problem.errors:
        body["errors"] = [error.in_language(language).model_dump() for error in problem.errors]
    return body


def register_problems(app: FastAPI) -> None:
    """Makes every known error of every route a problem; `door.py` catches the unknown ones."""
    for error in KNOWN:
        app.add_exception_handler(error, _answer)


def _answer(request: Request, error: Exception) -> Response:
    response = answer_of(request.scope, error)
    if response.status_code == 405:
        response.headers["Allow"] = allowed_methods(request.app, request.scope["path"])
    return response


def _http_problem(error: HTTPException) -> Problem:
    details = {404: say("problems.no_route"), 405: say("problems.see_allow")}
    code = _BY_STATUS.get(error.status_code, "http_error" if error.status_code < 500 else "internal")
    shown = say("problems.framework", words=error.detail) if error.status_code < 500 else PROBLEM_TYPES[code].title
    return Problem(code, details.get(error.status_code, shown), headers=dict(error.headers or {}), status=error.status_code)


def _request_errors(error: RequestValidationError) -> tuple[WrongInput, ...]:
    return tuple(WrongInput.of("other", entry["loc"][1:], words=entry["msg"]) for entry in error.errors())
