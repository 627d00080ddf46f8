"""Evidence that came with an achievement is answered from the evidence alone, with the model's estimates beside it."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

PEERS = [{"expert_id": name, "grade": 4} for name in ("e1", "e2", "e3")]
WORKED: dict[str, Any] = {
    "title": "一种催化剂",
    "text": "a",
    "achievement_class": "应用研究",
    "indicators": [
        {
            "code": "TA1",
            "evidence_id": "E-1",
            "evidence_grade": "A",
            "anchor": 75,
            "source": "第三方对标报告, 三项指标",
            "checked_by": "张工",
            "on": "2026-05-01",
        },
        {"code": "TA2", "evidence_id": "E-2", "evidence_grade": "B", "grades": PEERS, "checked_by": "张工", "on": "2026-05-01"},
        {"code": "TA3", "evidence_id": "E-3", "evidence_grade": "C", "value": 5, "unit": "TRL", "checked_by": "张工", "on": "2026-05-01"},
    ],
}


def answer(client: TestClient, item: dict[str, Any], audience: str = "seller") -> dict[str, Any]:
    response = client.post("/v1/valuations", json={"achievements": [item], "audience": audience, "valuation_date": "2026-11-22"})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()["valuations"][0]
    assert found["status"] != "invalid", found["errors"]
    return found


def test_the_worked_example_of_the_design_over_rest(client: TestClient) -> None:
    technical = answer(client, WORKED)["evidence_values"]["technical"]
    assert (technical["score"], technical["low"], technical["high"], technical["coverage"]) == (62.5, 50.0, 75.0, 0.75)
    assert technical["missing"] == ["TA4", "TA5"] and technical["weights_version"]


def test_thin_evidence_has_no_score_and_says_so(client: TestClient) -> None:
    found = answer(client, {**WORKED, "indicators": WORKED["indicators"][:1]})["evidence_values"]["technical"]
    assert found["score"] is None and found["reason"]["code"] == "evidence_insufficient"


def test_a_refused_price_does_not_take_the_evidence_with_it(client: TestClient) -> None:
    found = answer(client, {**WORKED, "text": "foreign"})
    assert found["status"] == "refused" and found["evidence_values"]["technical"]["score"] == 62.5


def test_the_price_is_shown_beside_the_economic_value_to_insiders_alone(client: TestClient) -> None:
    assert answer(client, WORKED)["evidence_values"]["economic"]["model_price"] is not None
    assert answer(client, WORKED, "public")["evidence_values"]["economic"]["model_price"] is None


def test_without_evidence_there_is_none(client: TestClient) -> None:
    assert answer(client, {"text": "a"})["evidence_values"] is None


def test_a_forbidden_input_is_refused_in_its_place(client: TestClient) -> None:
    item = {**WORKED, "indicators": [{"code": "影响因子", "value": 12, "evidence_id": "E"}]}
    (found,) = client.post("/v1/valuations?lang=zh", json={"achievements": [item]}).json()["valuations"]
    assert found["status"] == "invalid"
    assert found["errors"][0]["pointer"].startswith("/achievements/0/indicators/0")


def test_three_levels_stand_side_by_side_and_are_never_merged(client: TestClient) -> None:
    element = {"name": "负极材料", "track": "hw", "design_version": "v2"}
    item = {"text": "a", "maturity_evidence": {"elements": [element], "confirmed": {"level": 6, "by": "李评审", "on": "2026-10-01"}}}
    gate = answer(client, item)["maturity_gate"]
    assert gate["level_text"]["level"] == 5
    assert gate["level_evidence"]["level"] is None
    assert (gate["level_confirmed"]["level"], gate["level_confirmed"]["by"]) == (6, "李评审")
    assert [note["code"] for note in gate["warnings"]] == ["confirmed_above_evidence"]
    first = gate["missing_for_next"][0]
    assert first["text"]["zh"] and first["text"]["en"] and first["example"]["zh"] and first["example"]["en"]


def test_a_text_suggests_items_and_an_intention_does_not(client: TestClient) -> None:
    assert "H6a" in {hint["item"] for hint in answer(client, {"text": "该技术已完成中试。"})["maturity_hints"]}
    assert "H6a" not in {hint["item"] for hint in answer(client, {"text": "该技术拟开展中试。"})["maturity_hints"]}


def test_the_gate_is_answered_where_the_price_is_refused(client: TestClient) -> None:
    found = answer(client, {"text": "foreign", "maturity_evidence": {"elements": [{"name": "e", "track": "sw", "design_version": "1"}]}})
    assert found["status"] == "refused" and found["maturity_gate"]["level_text"] is None and found["maturity_gate"]["missing_for_next"]


def test_a_maturity_recorded_above_what_the_proofs_bear_out_is_not_scored(client: TestClient) -> None:
    proofs = {"elements": [{"name": "e", "track": "hw", "design_version": "1"}]}
    found = answer(client, {**WORKED, "maturity_evidence": proofs})["evidence_values"]["technical"]
    assert "TA3" in found["missing"] and found["score"] is None
