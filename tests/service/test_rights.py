"""What stops a deal is said with every valuation, refused prices or not; the sentences come where they are asked for."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

PLEDGED: dict[str, Any] = {
    "text": "a",
    "seller_kind": "高等院校",
    "contract_type": "技术转让",
    "pricing_mode": "协议定价",
    "rights": [{"ip_kind": "发明专利", "number": "ZL2020", "status": "有效", "pledged": True, "pledgee_consent": False, "co_owner_consent": True}],
}


def answer(client: TestClient, item: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = client.post("/v1/valuations", json={"achievements": [item], "valuation_date": "2026-11-22"}).json()["valuations"][0]
    assert found["status"] != "invalid", found["errors"]
    return found


def test_a_pledge_without_consent_stops_the_deal_in_codes(client: TestClient) -> None:
    found = answer(client, PLEDGED)
    assert found["rights"]["verdict"] == "stop" and found["rights"]["stops"] and found["rights"]["rules_version"]
    assert found["rights_gate"] is None


def test_the_sentences_and_sources_come_where_they_are_asked_for(client: TestClient) -> None:
    found = answer(client, {**PLEDGED, "compliance": {}})
    stop = found["rights_gate"]["stops"][0]
    assert [one["code"] for one in found["rights_gate"]["stops"]] == found["rights"]["stops"]
    assert stop["zh"] and stop["en"] and stop["source"]["zh"] and stop["certainty"] in "VSKA"
    documents = found["rights_gate"]["documents"]
    assert [one["code"] for one in documents if one["required"]] == found["rights"]["required_documents"]
    assert all(one["issuer"]["zh"] and one["issuer"]["en"] for one in documents)


def test_what_is_missing_is_asked_and_never_counts_as_clear(client: TestClient) -> None:
    rights = answer(client, {"text": "a"})["rights"]
    assert rights["verdict"] == "unknown" and rights["questions"]


def test_a_refused_price_does_not_take_the_gate_with_it(client: TestClient) -> None:
    found = answer(client, {**PLEDGED, "text": "foreign"})
    assert found["status"] == "refused" and found["rights"]["verdict"] == "stop"
