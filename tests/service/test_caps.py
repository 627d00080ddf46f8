"""No route takes a body without a bound: asserted from the route table, so that a new one cannot forget it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

KINDS = ("application/json", "application/x-ndjson", "application/vnd.apache.arrow.stream")


@pytest.fixture
def capped(open_client: Any, scorer: Any) -> TestClient:
    found: TestClient = open_client(scorer, max_body=1_024, max_sweep_body=1_024, max_sweep_message=1_024)
    return found


def taking_bodies(client: TestClient) -> list[tuple[str, str, list[str]]]:
    """Method, path with something in every place, and the media types that it declares, of every route that takes a body."""
    found = []
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        for method, operation in operations.items():
            if "requestBody" in operation:
                filled = re.sub(r"{model}", "valuation", path).replace("{version}", "0123456789ab")
                found.append((method.upper(), re.sub(r"{\w+}", "x", filled), list(operation["requestBody"]["content"])))
    return found


def test_every_route_that_takes_a_body_refuses_one_that_is_too_long(capped: TestClient) -> None:
    routes = taking_bodies(capped)
    assert ("POST", "/v1/valuations", list(KINDS)) in [(method, path, [kind for kind in KINDS if kind in kinds]) for method, path, kinds in routes]
    for method, path, kinds in routes:
        for kind in kinds:
            declared = capped.request(method, path, content=b" " * 5_000, headers={"Content-Type": kind, "Idempotency-Key": "k-1"})
            streamed = capped.request(method, path, content=iter([b" " * 600] * 9), headers={"Content-Type": kind, "Idempotency-Key": "k-2"})
            for response in (declared, streamed):
                assert (response.status_code, response.json()["code"]) == (413, "too_large"), (method, path, kind)


def test_every_route_that_may_change_something_and_declares_no_body_reads_none(capped: TestClient) -> None:
    declared = {(method, path) for method, path, _ in taking_bodies(capped)}
    app: Any = capped.app
    for route in app.routes:
        if not isinstance(route, APIRoute):
            continue
        for method in (route.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
            filled = re.sub(r"{\w+}", "x", route.path.replace("{model}", "valuation").replace("{version}", "0123456789ab"))
            if (method, filled) not in declared:
                response = capped.request(method, filled, content=b" " * 100_000, headers={"Content-Type": "application/json", "Idempotency-Key": "k-3"})
                assert response.status_code < 500, (method, filled)


def test_a_call_and_an_inference_have_a_bound_of_items(open_client: Any, scorer: Any) -> None:
    client = open_client(scorer, max_items=3)
    call = client.post("/v1/valuations", json={"achievements": [{"text": "a"}] * 4})
    tensor = {"name": "text", "shape": [4], "datatype": "BYTES", "data": ["a"] * 4}
    inference = client.post("/v2/models/valuation/infer", json={"inputs": [tensor]})
    for response in (call, inference):
        assert (response.status_code, response.json()["code"]) == (413, "too_large")
