"""The yardstick answers every achievement of a call with its own numbers, however calls are batched."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bench.hot.naive import create_app
from bench.hot.plain import Plain
from bench.reference.items import DAY, items


def test_calls_that_are_batched_get_their_own_answers(reference: Path) -> None:
    made = items(12)
    expected = Plain(reference).answers(made, DAY)
    with TestClient(create_app(reference)) as client, ThreadPoolExecutor(6) as callers:
        assert client.get("/ready").status_code == 200
        answers = list(callers.map(lambda at: client.post("/v1/valuations", json={"achievements": made[at : at + 2]}).json()["valuations"], range(0, 12, 2)))
    found = [one for answer in answers for one in answer]
    assert [one["maturity"] for one in found] == [pytest.approx(one["maturity"]) for one in expected]


def test_a_call_that_is_wrong_is_refused(reference: Path) -> None:
    with TestClient(create_app(reference)) as client:
        assert client.post("/v1/valuations", json={"achievements": [{"text": 3}]}).status_code == 422
