"""The whole API under some hundred generated requests, every answer judged by the document; `make fuzz` sends 20,000. And what is wrong is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException

from bench.fuzz.api import BEYOND_SCHEMA, IN_PLACE, fuzz
from bench.fuzz.kept import keyed_service
from tests.service.conftest import FakeScorer, manifest


@pytest.fixture
def keyed(tmp_path: Path) -> Iterator[tuple[FastAPI, str]]:
    with keyed_service(tmp_path, scorer=FakeScorer(manifest())) as found:
        yield found


@pytest.mark.filterwarnings("ignore")
def test_nothing_that_is_answered_contradicts_the_document(keyed: tuple[FastAPI, str]) -> None:
    app, key = keyed
    found = fuzz(app, 1, examples=2, key=key, leave=("coverage",))
    assert list(found.findings.values()) == [] and found.errors == set()
    operations = {f"{method.upper()} {path}" for path, described in app.openapi()["paths"].items() for method in described}
    assert operations <= set(found.requests) and set(BEYOND_SCHEMA) | {IN_PLACE} <= operations
    assert found.total > 100


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_nor_in_many_more_requests(keyed: tuple[FastAPI, str]) -> None:
    app, key = keyed
    found = fuzz(app, 5_000, examples=30, key=key)
    assert list(found.findings.values()) == [] and found.errors == set()


@pytest.mark.filterwarnings("ignore")
def test_an_answer_that_is_not_as_described_is_found() -> None:
    app = FastAPI()

    @app.get("/lies", responses={200: {"content": {"application/json": {"schema": {"type": "string"}}}}}, response_model=None)
    def lies() -> dict[str, Any]:
        return {"a": 1}

    @app.get("/fails")
    def fails() -> None:
        raise HTTPException(500)

    found = fuzz(app, 1, examples=2)
    assert {(finding.operation, finding.check) for finding in found.findings.values()} >= {
        ("GET /lies", "response_schema_conformance"),
        ("GET /fails", "not_a_server_error"),
    }
