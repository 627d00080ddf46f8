from __future__ import annotations

import json
import threading
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

ROUTE = "/v1/valuations"


def call(client: TestClient, *items: Any, **outer: Any) -> Any:
    return client.post(ROUTE, json={"achievements": list(items), **outer})


def test_valuations_come_in_order_and_name_their_model(client: TestClient, price_of: Any) -> None:
    response = call(client, *[{"id": str(at), "text": f"row {at}"} for at in range(100)])
    body = response.json()
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert [one["id"] for one in body["valuations"]] == [str(at) for at in range(100)]
    assert [one["price"]["point"] for one in body["valuations"]] == [float(np.exp(price_of(f"row {at}"))) for at in range(100)]
    assert body["model"] == {
        "name": "fake",
        "version": "0123456789ab",
        "sha256": "0123456789ab" + "0" * 52,
        "simulated": True,
        "price_concept": "registered_contract_amount",
        "currency": "CNY",
    }


def test_a_bad_item_is_reported_by_index_and_spoils_no_neighbour(client: TestClient) -> None:
    body = call(client, {"text": "a"}, {"id": "bad", "text": 5, "x": 1}, {"text": "poison"}, {"text": "foreign"}, {"text": "b"}).json()
    assert [one["status"] for one in body["valuations"]] == ["valued", "invalid", "refused", "refused", "valued"]
    bad = body["valuations"][1]
    assert (bad["id"], bad["price"]) == ("bad", None)
    assert [error["pointer"] for error in bad["errors"]] == ["/achievements/1/text", "/achievements/1/x"]
    assert [one["reason"]["code"] for one in body["valuations"][2:4]] == ["scoring_failed", "out_of_distribution"]
    alone = call(client, {"text": "a"}).json()["valuations"][0]
    assert body["valuations"][0] == alone


def test_a_call_of_invalid_items_only_is_a_200_that_never_reaches_the_scorer(client: TestClient, scorer: Any) -> None:
    response = call(client, {}, 7)
    assert response.status_code == 200
    assert [one["status"] for one in response.json()["valuations"]] == ["invalid", "invalid"]
    assert scorer.batches == []


def test_1024_achievements_fit_and_one_more_does_not(client: TestClient) -> None:
    assert len(call(client, *[{"text": "a"}] * 1_024).json()["valuations"]) == 1_024
    response = call(client, *[{"text": "a"}] * 1_025)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_the_valuation_date_is_today_in_utc_unless_given(client: TestClient) -> None:
    today = call(client, {"text": "a"}, {"text": "a", "valuation_date": "2020-05-06"}).json()["valuations"]
    assert [one["valuation_date"] for one in today] == ["2026-11-22", "2020-05-06"]
    assert call(client, {"text": "a"}, valuation_date="2024-07-08").json()["valuations"][0]["valuation_date"] == "2024-07-08"


def test_an_asking_price_never_moves_the_estimate(client: TestClient) -> None:
    plain, asked = call(client, {"text": "a"}, {"text": "a", "asking_price": {"amount": 123.0}}).json()["valuations"]
    assert plain["price"] == asked["price"]
    assert asked["asking_price"] is not None


@pytest.mark.parametrize(
    ("content", "headers", "status", "code"),
    [
        (b"{", {"Content-Type": "application/json"}, 400, "malformed"),
        (b"{}", {"Content-Type": "application/json; charset=utf-8"}, 422, "invalid_input"),
        (b"a=b", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "unsupported_media_type"),
        (b"{}", {}, 415, "unsupported_media_type"),
        (b"\x1f\x8b", {"Content-Type": "application/json", "Content-Encoding": "gzip"}, 415, "unsupported_media_type"),
    ],
)
def test_a_body_that_is_no_call_is_a_problem(client: TestClient, content: bytes, headers: dict[str, str], status: int, code: str) -> None:
    response = client.post(ROUTE, content=content, headers=headers)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_above_the_cap_is_refused_declared_or_not(open_client: Any, scorer: Any, declared: bool) -> None:
    client = open_client(scorer, max_body=2_000)
    body = json.dumps({"achievements": [{"text": "x" * 3_000}]}).encode()
    response = client.post(ROUTE, content=body if declared else iter([body[:1_500], body[1_500:]]), headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert scorer.batches == []


def test_a_full_queue_is_a_429_with_retry_after(open_client: Any, scorer: Any) -> None:
    client = open_client(scorer, max_queue=1)
    scorer.gate.clear()
    waiting = []
    for at in range(2):
        waiting.append(threading.Thread(target=call, args=(client, {"text": f"row {at}"})))
        waiting[-1].start()
        assert scorer.started.wait(5)
    for _ in range(200):
        response = call(client, {"text": "one too many"}) if "valuation_queue_rows 1.0" in client.get("/metrics").text else None
        if response is not None:
            break
    scorer.gate.set()
    for thread in waiting:
        thread.join(5)
    assert response is not None
    assert (response.status_code, response.json()["code"]) == (429, "overloaded")
    assert int(response.headers["retry-after"]) >= 1
    assert "one too many" not in scorer.rows_seen


def test_an_answer_that_is_late_is_a_504(open_client: Any, scorer: Any) -> None:
    client = open_client(scorer, deadline=0.05)
    scorer.gate.clear()
    response = call(client, {"text": "a"})
    scorer.gate.set()
    assert (response.status_code, response.json()["code"]) == (504, "deadline_exceeded")


def test_a_broken_scorer_is_a_503(client: TestClient, scorer: Any) -> None:
    scorer.broken = True
    for _ in range(2):
        response = call(client, {"text": "a"})
        assert (response.status_code, response.json()["code"]) == (503, "scorer_failed")
        assert "retry-after" in response.headers


def test_what_a_body_does_not_say_the_query_may_and_nothing_else_of_it_is_passed_over(client: TestClient) -> None:
    call = {"achievements": [{"text": "a"}]}
    (valuation,) = client.post("/v1/valuations?audience=public&valuation_date=2024-02-29", json=call).json()["valuations"]
    assert (valuation["audience"], valuation["valuation_date"], valuation["price"]) == ("public", "2024-02-29", None)
    said = {**call, "audience": "seller", "valuation_date": "2024-03-01"}
    (valuation,) = client.post("/v1/valuations?audience=public&valuation_date=2024-02-29", json=said).json()["valuations"]
    assert (valuation["audience"], valuation["valuation_date"]) == ("seller", "2024-03-01")
    for wrong in ("audience=nobody", "valuation_date=soon", "audience="):
        assert client.post(f"/v1/valuations?{wrong}", json=said).status_code == 422
