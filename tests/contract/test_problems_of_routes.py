"""Every route, every way to fail: the answer is a problem of the table, in the language asked for, that names its request and says nothing of the inside.

The routes come from the application itself, so that a new one is held to this too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from bench.fuzz.kept import keyed_service
from service.identity.guard import declared
from service.job import DeadlineExceeded, Overloaded, ScorerFailed, ShuttingDown
from service.problems import PROBLEM_TYPES
from service.store.database import StorageUnavailable
from tests.service.conftest import FakeScorer, manifest

LANGUAGES: tuple[tuple[str, dict[str, str], str], ...] = (
    ("?lang=zh", {"Accept-Language": "en"}, "zh"),
    ("?lang=en", {}, "en"),
    ("", {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.1"}, "zh"),
    ("", {}, "en"),
)
SECRET = "a secret of the inside"
BODY_LIMIT = 1_024
TYPED = {"Content-Type": "application/json"}
WITHOUT_STATE = {"/", "/v2", "/openapi.json"}
"""Routes that need nothing of the running service: they cannot be overloaded."""


@dataclass
class Broken:
    """A running service of which nothing works but who calls: whatever is asked for fails."""

    running: Any
    error: Exception

    def __getattr__(self, name: str) -> Any:
        if name == "identity":
            return self.running.identity
        raise self.error


@dataclass
class Injected:
    """The application, with an error in the place of its inside where one is set."""

    app: Any
    error: Exception | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self.error is not None:
            scope["state"] = {"running": Broken(scope["state"]["running"], self.error)}
        await self.app(scope, receive, send)


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    template: str
    takes_body: bool
    spoken: bool
    is_open: bool


@dataclass(frozen=True)
class Standing:
    app: Injected
    client: TestClient
    key: str
    routes: tuple[Route, ...]

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> Any:
        given = {"X-API-Key": self.key, "Idempotency-Key": "walk"} | headers
        return self.client.request(method, path, content=body, headers={name: value for name, value in given.items() if value})


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with keyed_service(tmp_path_factory.mktemp("walk"), scorer=FakeScorer(manifest()), max_body=BODY_LIMIT) as (app, key):
        injected = Injected(app)
        with TestClient(injected, raise_server_exceptions=False) as client:
            yield Standing(injected, client, key, tuple(routes_of(app)))


def routes_of(app: Any) -> Iterator[Route]:
    paths = app.openapi()["paths"]
    for route, access in declared(app):
        template = str(route.path_format)
        version = "1" if "publications" in template else manifest().version
        path = template.replace("{model}", "valuation").replace("{version}", version).replace("{", "").replace("}", "")
        for method in route.methods or ():
            described = paths.get(template, {}).get(method.lower(), {})
            spoken = any(one["name"] == "lang" for one in described.get("parameters", ()))
            yield Route(method, path, template, "requestBody" in described, spoken, not access.scopes)


def judge(answer: Any, language: str, *codes: str) -> dict[str, Any]:
    """The problem in an answer, which is of one of these kinds."""
    problem: dict[str, Any] = answer.json()
    where = (answer.request.method, str(answer.request.url), problem)
    assert answer.headers["content-type"] == "application/problem+json", where
    assert problem["code"] in codes, where
    kind = PROBLEM_TYPES[problem["code"]]
    assert (problem["type"], problem["status"], answer.status_code) == (kind.uri, answer.status_code, kind.status), where
    assert problem["title"] == kind.title.in_language("zh" if language == "zh" else "en"), where
    assert problem["detail"], where
    assert any("\u4e00" <= character <= "\u9fff" for character in problem["detail"]) == (language == "zh"), where
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert ("retry-after" in answer.headers) == (kind.retry_after is not None), where
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert SECRET not in answer.text
    for error in problem.get("errors", ()):
        assert error["detail"] and error["fix"] and (error["pointer"] == "" or error["pointer"].startswith("/")), where
    return problem


@pytest.fixture(params=LANGUAGES, ids=["lang=zh", "lang=en", "Accept-Language", "none"])
def spoken(request: pytest.FixtureRequest) -> tuple[str, dict[str, str], str]:
    found: tuple[str, dict[str, str], str] = request.param
    return found


def test_another_method(standing: Standing, spoken: tuple[str, dict[str, str], str]) -> None:
    query, headers, language = spoken
    known: dict[str, set[str]] = {}
    for route in standing.routes:
        known.setdefault(route.template, set()).add(route.method)
    for route in standing.routes:
        for method in {"DELETE", "GET", "PATCH", "POST", "PUT", "TRACE", "OPTIONS"} - known[route.template]:
            answer = standing.ask(method, route.path + query, headers)
            judge(answer, language, "method_not_allowed")
            assert set(answer.headers["allow"].replace(" ", "").split(",")) == known[route.template]


def test_a_path_that_there_is_not(standing: Standing, spoken: tuple[str, dict[str, str], str]) -> None:
    query, headers, language = spoken
    for route in standing.routes:
        for path in (f"/nowhere{route.path}", f"{route.path.rstrip('/')}/nowhere/at/all", route.path.rstrip("/") + "//"):
            answer = standing.ask(route.method, path + query, headers)
            if not answer.is_success and answer.status_code != 405:  # what is below a listing is another listing
                judge(answer, language, "not_found", "idempotency_key_missing", "unsupported_media_type")


def test_nobody_known(standing: Standing, spoken: tuple[str, dict[str, str], str]) -> None:
    query, headers, language = spoken
    for route in standing.routes:
        if not route.is_open:
            answer = standing.ask(route.method, route.path + query, {**headers, "X-API-Key": ""})
            judge(answer, language, "unauthenticated")
            assert "www-authenticate" in answer.headers
            judge(standing.ask(route.method, route.path + query, {**headers, "X-API-Key": "val_aaaaaaaa_" + "b" * 43}), language, "unauthenticated")


@pytest.mark.parametrize(
    ("kind", "body", "codes"),
    [
        ("text/plain", b"{}", ("unsupported_media_type",)),
        ("", b"{}", ("unsupported_media_type",)),
        ("application/json", b"", ("malformed",)),
        ("application/json", b"{", ("malformed",)),
        ("application/json", b"\xff", ("malformed",)),
        ("application/json", b"[]", ("invalid_input",)),
        ("application/json", b'{"no such field": 1}', ("invalid_input",)),
        ("application/json", b" " * (BODY_LIMIT + 1), ("too_large",)),
    ],
    ids=["another type", "no type", "nothing", "broken", "no UTF-8", "a list", "another shape", "too large"],
)
def test_a_body_that_is_none(standing: Standing, spoken: tuple[str, dict[str, str], str], kind: str, body: bytes, codes: tuple[str, ...]) -> None:
    query, headers, language = spoken
    asked = [route for route in standing.routes if route.takes_body]
    assert len(asked) >= 3
    for route in asked:
        problem = judge(standing.ask(route.method, route.path + query, {**headers, "Content-Type": kind}, body), language, *codes)
        assert ("errors" in problem) == (problem["code"] == "invalid_input"), (route, problem)


def test_a_language_that_is_none(standing: Standing) -> None:
    asked = [route for route in standing.routes if route.spoken]
    assert len(asked) >= 4
    for route in asked:
        problem = judge(standing.ask(route.method, route.path + "?lang=fr", TYPED, b"{}"), "en", "invalid_input")
        assert [error["pointer"] for error in problem["errors"]] == ["/lang"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RuntimeError(SECRET), "internal"),
        (KeyError(SECRET), "internal"),
        (OSError(28, SECRET), "internal"),
        (Overloaded(3), "overloaded"),
        (DeadlineExceeded(SECRET), "deadline_exceeded"),
        (ScorerFailed(SECRET), "scorer_failed"),
        (ShuttingDown(SECRET), "shutting_down"),
        (StorageUnavailable(SECRET), "storage_unavailable"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_a_failure_of_the_inside(standing: Standing, spoken: tuple[str, dict[str, str], str], error: Exception, code: str) -> None:
    query, headers, language = spoken
    standing.app.error = error
    try:
        for route in standing.routes:
            answer = standing.ask(route.method, route.path + query, {**headers, **TYPED}, b"{}" if route.takes_body else None)
            if route.template in WITHOUT_STATE:
                assert answer.status_code == 200
            else:
                judge(answer, language, code)
    finally:
        standing.app.error = None


def test_a_model_that_is_broken(tmp_path_factory: pytest.TempPathFactory) -> None:
    scorer = FakeScorer(manifest())
    with keyed_service(tmp_path_factory.mktemp("broken"), scorer=scorer) as (app, key), TestClient(app, raise_server_exceptions=False) as client:
        scorer.broken = True
        call = {"achievements": [{"text": "a"}]}
        for _ in range(2):
            judge(client.post("/v1/valuations?lang=zh", json=call, headers={"X-API-Key": key}), "zh", "scorer_failed")
        for path in ("/live", "/ready", "/v2/health/live", "/v2/health/ready", "/v2/models/valuation/ready"):
            judge(client.get(path + "?lang=zh", headers={"X-API-Key": key}), "zh", "not_ready")


def test_the_document_tells_of_every_problem_that_a_route_may_answer(standing: Standing) -> None:
    """Each failure above is one of the answers that OpenAPI lists for its route."""
    document = json.loads(standing.client.get("/openapi.json").text)
    for route in standing.routes:
        described = document["paths"].get(route.template, {}).get(route.method.lower())
        if described is None:
            assert route.template == "/openapi.json"
            continue
        expected = set() if route.is_open else {"401", "403"}
        expected |= {"400", "408", "413", "415", "422"} if route.takes_body else set()
        expected |= {"422"} if route.spoken else set()
        assert expected <= set(described["responses"]), (route, sorted(described["responses"]))
