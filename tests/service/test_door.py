from __future__ import annotations

import asyncio
import json
import logging
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.door import HEADERS, Door
from service.logs.access_log import AccessLog
from service.metrics import Metrics
from service.settings import Settings


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


@pytest.mark.parametrize(("method", "path"), [("GET", "/live"), ("GET", "/nowhere"), ("POST", "/v1/valuations"), ("PUT", "/v1/model")])
def test_every_answer_names_its_request_and_a_problem_does_in_its_body_too(client: TestClient, method: str, path: str) -> None:
    own = client.request(method, path, headers={"X-Request-Id": "exchange-7.a_B"})
    made = client.request(method, path)
    assert own.headers["x-request-id"] == "exchange-7.a_B"
    assert re.fullmatch("[0-9a-f]{32}", made.headers["x-request-id"])
    for response in (own, made):
        if response.status_code >= 400:
            assert response.json()["request_id"] == response.headers["x-request-id"]


def test_an_id_that_cannot_stand_in_a_log_is_replaced(client: TestClient) -> None:
    for given in ("a b", "x" * 129, "", "id;drop"):
        assert client.get("/live", headers={"X-Request-Id": given}).headers["x-request-id"] != given


def test_an_unexpected_error_names_its_request(client: TestClient, scorer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scorer, "bundle", None)
    response = client.get("/v1/model", headers={"X-Request-Id": "r-1"})
    assert (response.status_code, response.headers["x-request-id"], response.json()["request_id"]) == (500, "r-1", "r-1")


def test_a_sweep_that_fails_midway_names_its_request_in_its_last_words(open_client: Any, scorer: Any) -> None:
    body = b"".join(b'{"text": "%d"}\n' % at for at in range(600))
    client = open_client(scorer, max_sweep_rows=300)
    response = client.post("/v1/valuations", content=body, headers={"Content-Type": "application/x-ndjson", "X-Request-Id": "r-1"})
    last = json.loads(response.text.splitlines()[-1])
    assert (response.status_code, last["code"], last["request_id"]) == (200, "too_large", "r-1")


def test_a_callers_trace_is_answered_with_our_span_and_an_unreadable_one_is_ignored(client: TestClient) -> None:
    trace, parent = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
    header = f"00-{trace}-{parent}-01"
    for path in ("/live", "/nowhere"):
        version, ours, span, flags = client.get(path, headers={"traceparent": header}).headers["traceresponse"].split("-")
        assert (version, ours, flags) == ("00", trace, "00")
        assert span != parent
    for unreadable in ([("traceparent", "nonsense")], [("traceparent", header), ("traceparent", header)], []):
        response = client.get("/live", headers=unreadable)
        assert (response.status_code, response.headers.get("traceresponse")) == (200, None)


def test_the_log_gets_one_line_a_request_with_its_names_whichever_way_in(settings: Settings, scorer: Any) -> None:
    written: list[bytes] = []
    log = AccessLog(written.append)
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    headers = {"X-Request-Id": "r-1", "traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
    with TestClient(create_app(settings, scorer, log=log), raise_server_exceptions=False) as client:
        client.post("/v1/valuations", json={"achievements": [{"text": "a"}]}, headers=headers)
        client.get("/v1/model", headers=headers)
        client.get("/secret-path", headers=headers)
        client.get("/live", headers=headers)
    lines = [json.loads(line) for line in b"".join(written).splitlines()]
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("POST", "/v1/valuations", 200),
        ("GET", "/v1/model", 200),
        ("GET", "unmatched", 404),
    ]
    assert {(line["request_id"], line["trace_id"]) for line in lines} == {("r-1", trace)}
    assert lines[0]["subject"] == "open"
