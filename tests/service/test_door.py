from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.door import HEADERS, Door
from service.metrics import Metrics


def test_every_response_carries_the_security_headers(client: TestClient) -> None:
    for response in (client.get("/live"), client.get("/nowhere"), client.post("/v1/valuations", content=b"x")):
        assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_an_unexpected_error_is_a_bare_problem_and_a_logged_traceback(
    client: TestClient, scorer: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(scorer, "bundle", None)
    with caplog.at_level(logging.ERROR, "service"):
        response = client.get("/v1/model")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "NoneType" not in response.text
    assert "NoneType" in caplog.text


def test_strange_paths_do_not_become_labels(client: TestClient) -> None:
    for at in range(3):
        client.get(f"/wp-admin/{at}")
    text = client.get("/metrics").text
    assert 'valuation_requests_total{outcome="404",route="unmatched"} 3.0' in text
    assert "wp-admin" not in text


def test_an_error_after_the_response_began_is_not_answered_twice() -> None:
    sent: list[str] = []

    async def app(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise KeyError("late")

    async def send(message: Any) -> None:
        sent.append(message["type"])

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    with pytest.raises(KeyError):
        asyncio.run(Door(app, Metrics())({"type": "http"}, receive, send))
    assert sent == ["http.response.start"]
