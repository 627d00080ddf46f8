"""The hot route answers as the framework's own would, for what it takes and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.hot_route import HotRoute
from service.identity.guard import Access
from service.routes.valuations import PATH
from tests.service.conftest import FakeScorer

CALLS: list[dict[str, Any]] = [
    {"content": json.dumps({"achievements": [{"text": "a"}]}), "headers": {"Content-Type": "application/json"}},
    {"content": json.dumps({"achievements": []}), "headers": {"Content-Type": "application/json", "Accept-Language": "zh"}},
    {"content": b"{", "headers": {"Content-Type": "application/json"}},
    {"content": b"x", "headers": {"Content-Type": "text/plain"}},
    {"content": json.dumps({"achievements": [{"text": "a"}]}), "headers": {"Content-Type": "application/json"}, "params": {"lang": "fr"}},
]


def told(response: Any) -> tuple[int, bytes, dict[str, str]]:
    """All of an answer but the name of its record, which no other has."""
    content = re.sub(rb'"record":"[^"]+"', b"", response.content)
    return response.status_code, content, {name: value for name, value in response.headers.items() if name != "x-record-id"}


def forget_hot_route(client: TestClient) -> None:
    client.app._hot.takes = lambda scope: False  # type: ignore[attr-defined]


@pytest.mark.parametrize("call", CALLS)
def test_past_the_framework_and_through_it_the_answer_is_the_same(open_client: Callable[..., TestClient], scorer: FakeScorer, call: dict[str, Any]) -> None:
    past, through = open_client(scorer), open_client(scorer)
    forget_hot_route(through)
    call = {**call, "headers": {**call["headers"], "X-Request-Id": "r-1"}}
    one, other = past.post(PATH, **call), through.post(PATH, **call)
    assert told(one) == told(other)


def test_it_is_counted_under_its_path(open_client: Callable[..., TestClient], scorer: FakeScorer) -> None:
    client = open_client(scorer)
    client.post(PATH, **CALLS[0])
    client.post(PATH, **CALLS[2])
    metrics = client.get("/metrics").text
    assert f'valuation_requests_total{{outcome="200",route="{PATH}"}} 1.0' in metrics
    assert f'valuation_requests_total{{outcome="400",route="{PATH}"}} 1.0' in metrics


def test_another_method_of_the_path_is_the_frameworks(client: TestClient) -> None:
    refused = client.get(PATH)
    assert refused.status_code == 405 and refused.json()["code"] == "method_not_allowed" and refused.headers["Allow"] == "POST"


def test_an_unexpected_error_is_a_problem_that_says_nothing_of_its_inside(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(request: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(client.app._hot, "_handler", broken)  # type: ignore[attr-defined]
    answer = client.post(PATH, **CALLS[0])
    assert answer.status_code == 500 and answer.json()["code"] == "internal" and "secret" not in answer.text


@pytest.mark.parametrize("scope", [{"type": "lifespan"}, {"type": "http", "path": "/a/b", "method": "POST"}, {"type": "http", "path": "/a", "method": "GET"}])
def test_it_takes_its_own_method_and_path_alone(scope: dict[str, str]) -> None:
    route = HotRoute("POST", "/a", lambda request: None, Access())  # type: ignore[arg-type,return-value]
    assert not route.takes(scope)
    assert route.takes({"type": "http", "path": "/a", "method": "POST"})
