from __future__ import annotations

import asyncio

import pytest
from starlette.testclient import TestClient


def test_counters_come_in_prometheus_text_format(client: TestClient) -> None:
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=")
    assert "valuation_model_info{" in response.text


def test_they_are_written_beside_the_event_loop(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    metrics, loop = client.app_state["running"].metrics, []

    def exposition() -> tuple[bytes, str]:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            loop.append("elsewhere")
        return b"", "text/plain"

    monkeypatch.setattr(metrics, "exposition", exposition)
    assert client.get("/metrics").status_code == 200 and loop == ["elsewhere"]
