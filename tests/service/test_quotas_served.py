"""Quotas over HTTP: every format counts, a call beyond the quota is refused before it is scored, a sweep ends with the problem."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest
from starlette.testclient import TestClient

import service.inference  # noqa: F401 - the first inference would wait for its imports, and a loop that stood still refuses calls
from tests.service.arrow import ARROW, read, stream
from tests.service.conftest import FakeScorer

Open = Callable[..., TestClient]
POLICY = '"valuations";q=10;w=60'


def call(client: TestClient, items: int) -> Any:
    return client.post("/v1/valuations", json={"achievements": [{"text": f"row {at}"} for at in range(items)]})


def lines(client: TestClient, items: int) -> Any:
    body = b"".join(json.dumps({"text": f"row {at}"}).encode() + b"\n" for at in range(items))
    return client.post("/v1/valuations", content=body, headers={"Content-Type": "application/x-ndjson"})


def test_without_a_quota_nothing_is_said_of_one(client: TestClient) -> None:
    assert not [name for name in call(client, 3).headers if name.startswith("ratelimit")]


def test_every_answer_tells_what_is_left_and_the_first_beyond_it_is_refused_unscored(open_client: Open, scorer: FakeScorer) -> None:
    client = open_client(scorer, quota=10)
    answer = call(client, 6)
    assert (answer.status_code, answer.headers["ratelimit-policy"]) == (200, POLICY) and answer.headers["ratelimit"].startswith('"valuations";r=4;t=')
    refused = call(client, 5)
    assert (refused.status_code, refused.json()["code"], refused.headers["ratelimit-policy"]) == (429, "quota_exceeded", POLICY)
    assert 0 < int(refused.headers["retry-after"]) <= 121 and refused.headers["content-type"] == "application/problem+json"
    assert len(scorer.rows_seen) == 6
    assert call(client, 4).status_code == 200
    assert call(client, 11).json()["code"] == "too_large"


def test_an_achievement_that_cannot_be_read_counts_too(open_client: Open, scorer: FakeScorer) -> None:
    client = open_client(scorer, quota=10)
    assert client.post("/v1/valuations", json={"achievements": [{"text": 5}] * 10}).status_code == 200
    assert call(client, 1).status_code == 429


def test_an_inference_counts_as_well(open_client: Open, scorer: FakeScorer) -> None:
    client = open_client(scorer, quota=10)
    body = {"inputs": [{"name": "text", "shape": [7], "datatype": "BYTES", "data": ["a"] * 7}]}
    answers = [client.post("/v2/models/valuation/infer", json=body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[0].headers["ratelimit"].startswith('"valuations";r=3;') and answers[1].json()["error"]


def test_a_sweep_within_the_quota_is_answered_and_tells_the_policy(open_client: Open, scorer: FakeScorer) -> None:
    client = open_client(scorer, quota=10)
    answer = lines(client, 4)
    assert (answer.headers["ratelimit-policy"], len(answer.content.splitlines())) == (POLICY, 4)
    table = client.post("/v1/valuations", content=stream(pa.table({"text": ["a"] * 6})), headers={"Content-Type": ARROW})
    assert read(table.content).num_rows == 6
    assert call(client, 1).status_code == 429


def test_a_sweep_that_finds_no_room_in_time_ends_with_the_problem(open_client: Open, scorer: FakeScorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.quotas.LONGEST_WAIT", 0.0)
    client = open_client(scorer, quota=10)
    assert call(client, 10).status_code == 200
    assert lines(client, 1).json()["code"] == "quota_exceeded"
