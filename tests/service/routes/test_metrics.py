from __future__ import annotations

from starlette.testclient import TestClient


def test_counters_come_in_prometheus_text_format(client: TestClient) -> None:
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=")
    assert "valuation_model_info{" in response.text
