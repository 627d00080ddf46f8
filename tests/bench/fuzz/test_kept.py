from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from bench.fuzz.kept import keyed_service
from tests.service.conftest import FakeScorer, manifest


def test_the_service_lets_in_its_key_alone(tmp_path: Path) -> None:
    with keyed_service(tmp_path, scorer=FakeScorer(manifest()), max_items=7) as (app, key), TestClient(app) as client:
        assert client.get("/v1/keys").status_code == 401
        assert [one["name"] for one in client.get("/v1/keys", headers={"X-API-Key": key}).json()["keys"]] == ["fuzz"]
        call = {"achievements": [{"text": "a"}] * 8}
        assert client.post("/v1/valuations", json=call, headers={"X-API-Key": key}).status_code == 413
