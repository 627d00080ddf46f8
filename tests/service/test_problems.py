from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from service.departure import Departed
from service.job import DeadlineExceeded, Overloaded, ScorerFailed, ShuttingDown
from service.problems import PROBLEM_TYPES, TYPE_PREFIX, Problem, ProblemType, answer_of, problem_of, problem_response
from service.store.database import StorageUnavailable
from service.wrong_input import WrongInput
from valuation.bilingual import Bilingual
from valuation.field_error import FieldError


@pytest.mark.parametrize(
    ("error", "code", "status", "retry"),
    [
        (Overloaded(7), "overloaded", 429, "7"),
        (DeadlineExceeded(), "deadline_exceeded", 504, "1"),
        (ScorerFailed("secret path"), "scorer_failed", 503, "5"),
        (ShuttingDown(), "shutting_down", 503, "1"),
        (StorageUnavailable("secret host"), "storage_unavailable", 503, "5"),
        (Departed(), "departed", 499, None),
        (FieldError("team", "x", "no number", "Give one."), "invalid_input", 422, None),
        (RequestValidationError([{"loc": ("query", "n"), "msg": "wrong", "type": "x"}]), "invalid_input", 422, None),
        (HTTPException(404), "not_found", 404, None),
        (HTTPException(405, headers={"Allow": "GET"}), "method_not_allowed", 405, None),
        (HTTPException(418, "teapot"), "http_error", 418, None),
        (HTTPException(502, "secret host"), "internal", 502, None),
        (KeyError("secret"), "internal", 500, None),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_every_error_is_a_problem_that_hides_the_inside(error: Exception, code: str, status: int, retry: str | None) -> None:
    response = problem_response(problem_of(error))
    body = json.loads(bytes(response.body))
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, body["status"], body["code"], body["type"]) == (status, status, code, TYPE_PREFIX + code)
    assert response.headers.get("retry-after") == retry
    assert body["title"]
    assert body["detail"]
    assert b"secret" not in bytes(response.body)


def test_a_problem_carries_the_wrong_places() -> None:
    errors = (WrongInput("/a", "x", Bilingual(zh="错。", en="d."), Bilingual(zh="改。", en="f.")),)
    body: dict[str, Any] = json.loads(bytes(problem_response(Problem("invalid_input", Bilingual(zh="错", en="d"), errors)).body))
    assert body["errors"] == [{"pointer": "/a", "value": "x", "detail": "d.", "fix": "f."}]


def test_a_problem_is_told_in_the_language_of_its_reader() -> None:
    body = json.loads(bytes(problem_response(problem_of(Overloaded(7)), "zh").body))
    assert (body["title"], body["code"]) == ("队列已满", "overloaded")
    assert body["detail"] == "等待的成果过多。请在7秒后重试, 每次少发一些。"


def test_a_problem_names_the_request_that_it_answers() -> None:
    scope = {"type": "http", "path": "/v2/models/x", "headers": [(b"accept-language", b"zh")], "request_id": "r-1"}
    body = json.loads(bytes(answer_of(scope, Overloaded(7)).body))
    assert (body["request_id"], body["error"]) == ("r-1", body["detail"])
    assert "error" not in json.loads(bytes(answer_of(scope | {"path": "/v1/model"}, Overloaded(7)).body))


def test_headers_of_an_http_error_survive() -> None:
    assert problem_response(problem_of(HTTPException(405, headers={"Allow": "GET"}))).headers["allow"] == "GET"


@pytest.mark.parametrize("kind", PROBLEM_TYPES.values(), ids=lambda kind: kind.code)
def test_a_kind_of_problem_says_when_it_happens_and_what_to_do_in_both_languages(kind: ProblemType) -> None:
    for text in (kind.title, kind.when, kind.remedy):
        assert text.zh and text.en and text.zh != text.en
    assert kind.uri == f"urn:problem-type:valuation:{kind.code}"
