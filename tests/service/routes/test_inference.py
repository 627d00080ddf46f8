from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.service.conftest import FakeScorer

VERSION = "/v2/models/valuation/versions/0123456789ab"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/v2", {"name": "valuation", "version": "1.0.0", "extensions": []}),
        ("/v2/health/live", {"live": True}),
        ("/v2/health/ready", {"ready": True}),
        ("/v2/models/valuation/ready", {"name": "valuation", "ready": True}),
        (f"{VERSION}/ready", {"name": "valuation", "ready": True}),
    ],
)
def test_who_is_there_and_whether_it_can_value(client: TestClient, path: str, answer: dict[str, Any]) -> None:
    assert client.get(path).json() == answer


def test_metadata_is_the_same_with_and_without_the_version(client: TestClient) -> None:
    found = client.get("/v2/models/valuation").json()
    assert found == client.get(VERSION).json()
    assert found["inputs"] and found["outputs"] and found["versions"] == ["0123456789ab"]


def test_an_inference_by_a_version_is_the_same_inference(client: TestClient) -> None:
    call = {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["a"]}]}
    assert client.post(f"{VERSION}/infer", json=call).json() == client.post("/v2/models/valuation/infer", json=call).json()


@pytest.mark.parametrize(
    "path", ["/v2/models/other", "/v2/models/other/ready", "/v2/models/valuation/versions/1", "/v2/models/valuation/versions/1/ready", "/v2/x"]
)
def test_another_model_or_version_is_not_found_and_the_error_is_told_as_the_protocol_reads_it(client: TestClient, path: str) -> None:
    answer = client.get(path)
    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"], problem["code"]) == (404, "application/problem+json", "not_found")
    assert problem["error"] == problem["detail"]


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b"{}", 422), (b"[]", 422), (b'{"inputs": []}', 422)])
def test_a_body_that_is_no_request_is_a_problem_with_the_protocols_member(client: TestClient, body: bytes, status: int) -> None:
    answer = client.post("/v2/models/valuation/infer", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status and answer.json()["error"] == answer.json()["detail"]
    assert client.post("/v2/models/valuation/infer", content=body).status_code == 415


def test_other_routes_have_no_such_member(client: TestClient) -> None:
    assert "error" not in client.get("/v1/nothing").json()


def test_a_broken_model_is_not_ready(client: TestClient, scorer: FakeScorer) -> None:
    scorer.broken = True
    client.post("/v1/valuations", json={"achievements": [{"text": "a"}]})
    for path in ("/v2/health/live", "/v2/health/ready", "/v2/models/valuation/ready"):
        answer = client.get(path)
        assert answer.status_code == 503 and answer.json()["error"]
