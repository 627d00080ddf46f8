"""Advice comes with the valuation where it is asked for, rests on the price that was estimated, and keeps from buyers what is not theirs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

ITEM: dict[str, Any] = {
    "title": "一种催化剂",
    "text": "a",
    "seller_kind": "高等院校",
    "contract_type": "技术转让",
    "asking_price": {"amount": 900_000},
    "advice": {"modes": ["协议", "listing", "拍卖", "equity", "licence"], "pre_money_value": {"amount": 2e7}, "intended_price": {"amount": 800_000}},
}


def answer(client: TestClient, item: dict[str, Any], audience: str = "seller") -> dict[str, Any]:
    response = client.post("/v1/valuations", json={"achievements": [item], "audience": audience, "valuation_date": "2025-05-01"})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()["valuations"][0]
    return found


def test_advice_rests_on_the_estimated_price(client: TestClient) -> None:
    found = answer(client, ITEM)
    floor = found["advice"]["agreement"]["floor"]
    assert floor["basis"] == "quantile"
    assert 0.8 * found["price"]["quantiles"]["p10"] <= floor["amount"] <= found["price"]["quantiles"]["p10"]
    assert found["advice"]["price_concept"] == found["price"]["price_concept"]
    assert all(found["advice"][mode] is not None for mode in ("agreement", "listing", "auction", "equity", "licence"))


def test_whoever_asks_for_none_gets_none(client: TestClient) -> None:
    assert answer(client, {**ITEM, "advice": None})["advice"] is None


@pytest.mark.parametrize("audience", ["buyer", "public"])
def test_floor_reserve_and_interval_never_reach_a_buyer_or_the_public(client: TestClient, audience: str) -> None:
    found = answer(client, ITEM, audience)
    seller = answer(client, ITEM)
    assert {one["kind"]: one["price"]["amount"] for one in found["advice"]["published"]} == {"intended": 800_000, "list": 900_000}
    private = answer(client, {**ITEM, "seller_kind": "民营企业"}, audience)
    assert {one["kind"] for one in private["advice"]["published"]} == {"list"}
    hidden = {seller["price"]["point"], *seller["price"]["quantiles"].values(), seller["advice"]["agreement"]["floor"]["amount"]}
    written = json.dumps(found)
    assert not [amount for amount in hidden if json.dumps(amount) in written]


def test_a_refused_price_still_has_its_rules_and_questions(client: TestClient) -> None:
    found = answer(client, {**ITEM, "text": "foreign"})
    assert found["status"] == "refused" and found["advice"]["agreement"] is not None
    assert found["advice"]["agreement"]["floor"] is None


def test_a_bundle_without_prices_gives_no_advice(make_scorer: Any, open_client: Any) -> None:
    assert answer(open_client(make_scorer(price=None)), ITEM)["advice"] is None
