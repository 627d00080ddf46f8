from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from tests.service.conftest import FakeScorer


def value(client: TestClient, *achievements: Any, **call: Any) -> list[dict[str, Any]]:
    answer = client.post("/v1/valuations", content=json.dumps({"achievements": achievements, **call}), headers={"Content-Type": "application/json"})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["valuations"]
    return found


def test_answers_come_in_the_callers_order_with_the_invalid_in_their_places(
    open_client: Callable[..., TestClient], scorer: FakeScorer, price_of: Callable[[str], float]
):
    found = value(open_client(scorer), {"text": "one"}, {"text": 5}, {"text": "two"}, {}, {"text": "three"})
    assert [one["status"] for one in found] == ["valued", "invalid", "valued", "invalid", "valued"]
    assert [found[at]["price"]["point"] for at in (0, 2, 4)] == [pytest.approx(np.exp(price_of(text))) for text in ("one", "two", "three")]


def test_what_is_invalid_never_reaches_the_scorer(open_client: Callable[..., TestClient], scorer: FakeScorer):
    value(open_client(scorer), {"text": "one"}, {"text": 5}, {"text": "two", "attributes": {"amount": 3}})
    assert scorer.rows_seen == ["one"]


def test_a_call_of_invalid_items_alone_asks_the_scorer_nothing(open_client: Callable[..., TestClient], scorer: FakeScorer):
    found = value(open_client(scorer), {"text": 5}, {"text": None})
    assert [one["status"] for one in found] == ["invalid", "invalid"]
    assert scorer.batches == []


def test_the_date_of_the_call_is_that_of_its_items_and_the_clocks_where_neither_gives_one(open_client: Callable[..., TestClient], scorer: FakeScorer):
    client = open_client(scorer)
    dated = value(client, {"text": "a"}, {"text": "b", "valuation_date": "2020-02-29"}, valuation_date="2024-01-31")
    assert [one["valuation_date"] for one in dated] == ["2024-01-31", "2020-02-29"]
    assert value(client, {"text": "a"})[0]["valuation_date"] == "2026-11-22"


def test_decoding_and_encoding_are_timed(open_client: Callable[..., TestClient], scorer: FakeScorer):
    client = open_client(scorer)
    value(client, {"text": "a"})
    metrics = client.get("/metrics").text
    assert 'valuation_stage_seconds_count{stage="decode"} 1.0' in metrics
    assert 'valuation_stage_seconds_count{stage="encode"} 1.0' in metrics
