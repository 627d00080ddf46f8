from __future__ import annotations

import pytest
from starlette.testclient import TestClient


def test_it_says_that_nobody_is_asked_who_they_are(client: TestClient) -> None:
    assert "OPEN DEMO MODE" in client.get("/", params={"lang": "en"}).json()["access"]


def test_every_route_that_the_start_names_exists(client: TestClient) -> None:
    named = " ".join(client.get("/").json().values())
    for path in ("/v1/model", "/openapi.json", "/live", "/ready", "/metrics"):
        assert f"GET {path}" in named
        assert client.get(path).status_code == 200
    assert "POST /v1/valuations" in named


def test_the_interface_is_written_once_and_sent_as_it_was(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get("/openapi.json")
    assert first.json()["paths"] and first.headers["content-type"] == "application/json"
    monkeypatch.setattr(client.app, "openapi", pytest.fail)
    assert client.get("/openapi.json").content == first.content
