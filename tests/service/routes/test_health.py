from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient


def test_a_service_that_can_score_is_live_and_ready(client: TestClient) -> None:
    assert client.get("/live").json() == {"status": "live"}
    assert client.get("/ready").json() == {"status": "ready", "model": "fake", "version": "0123456789ab"}


def test_a_broken_scorer_flips_both_to_503(client: TestClient, scorer: Any) -> None:
    scorer.broken = True
    client.post("/v1/valuations", json={"achievements": [{"text": "a"}]})
    for path in ("/live", "/ready"):
        response = client.get(path)
        assert (response.status_code, response.json()["code"]) == (503, "not_ready")
        assert "self-test" in response.json()["detail"]


def test_a_poisoned_row_does_not_flip_them(client: TestClient) -> None:
    client.post("/v1/valuations", json={"achievements": [{"text": "poison"}]})
    assert client.get("/ready").status_code == 200
