from __future__ import annotations

import json

import pytest

from service.client.problem import problem_of, seconds

BODY = {
    "type": "urn:problem-type:valuation:invalid_input",
    "title": "t",
    "status": 422,
    "detail": "No achievements.",
    "code": "invalid_input",
    "errors": [{"pointer": "/achievements", "value": "[]", "detail": "d", "fix": "f"}],
    "request_id": "r-1",
}


def test_a_problem_says_what_the_service_said() -> None:
    found = problem_of(422, {"content-type": "application/problem+json", "retry-after": "7"}, json.dumps(BODY).encode())
    assert (found.code, found.status, found.type, found.request_id, found.retry_after) == ("invalid_input", 422, BODY["type"], "r-1", 7.0)
    assert found.errors[0]["pointer"] == "/achievements"
    assert str(found) == "422 invalid_input: No achievements."


@pytest.mark.parametrize(
    ("kind", "body"), [("text/html", b"<h1>Bad gateway</h1>"), ("application/problem+json", b"{"), ("application/problem+json", b"[]"), ("", b"")]
)
def test_an_answer_of_somebody_else_is_a_problem_of_its_status(kind: str, body: bytes) -> None:
    found = problem_of(502, {"content-type": kind, "x-request-id": "r-2"}, body)
    assert (found.status, found.code, found.request_id, found.errors, found.retry_after) == (502, "", "r-2", (), None)


@pytest.mark.parametrize(("value", "expected"), [("3", 3.0), (" 0 ", 0.0), (None, None), ("Sat, 28 Nov 2026 23:00:00 GMT", None), ("-1", None), ("", None)])
def test_only_a_number_of_seconds_is_one(value: str | None, expected: float | None) -> None:
    assert seconds(value) == expected
