from __future__ import annotations

from starlette.testclient import TestClient


def test_every_route_that_the_start_names_exists(client: TestClient) -> None:
    named = " ".join(client.get("/").json().values())
    for path in ("/v1/model", "/openapi.json", "/live", "/ready", "/metrics"):
        assert f"GET {path}" in named
        assert client.get(path).status_code == 200
    assert "POST /v1/valuations" in named
