from __future__ import annotations

import os
import subprocess
import sys

import pytest
from starlette.testclient import TestClient

from service.sweep import ARROW, NDJSON


@pytest.mark.parametrize("kind", [ARROW, NDJSON, f"{ARROW}; charset=utf-8", NDJSON.upper()])
def test_a_sweep_is_known_by_its_media_type_and_answered_in_it(client: TestClient, kind: str) -> None:
    answer = client.post("/v1/valuations", content=b"", headers={"Content-Type": kind})
    wanted = (400, "application/problem+json") if ARROW in kind else (200, NDJSON)
    assert (answer.status_code, answer.headers["content-type"]) == wanted


def test_an_encoded_sweep_is_refused(client: TestClient) -> None:
    assert client.post("/v1/valuations", content=b"", headers={"Content-Type": NDJSON, "Content-Encoding": "br"}).status_code == 415


def test_a_service_starts_without_arrow() -> None:
    code = "import sys, service.app; sys.exit('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=dict(os.environ), check=False).returncode == 0


def test_the_document_names_what_the_route_takes_and_answers_and_what_the_query_says(client: TestClient) -> None:
    operation = client.get("/openapi.json").json()["paths"]["/v1/valuations"]["post"]
    kinds = {"application/json", ARROW, NDJSON}
    assert set(operation["requestBody"]["content"]) == set(operation["responses"]["200"]["content"]) == kinds
    assert {"audience", "valuation_date", "lang"} <= {one["name"] for one in operation["parameters"]}
    assert "408" in operation["responses"]
