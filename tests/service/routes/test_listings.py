"""GET /v1/listings: insiders of the owner see all of a listing, anybody else what was published, as the public may see it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.settings import Settings
from tests.service.conftest import FakeScorer
from tests.service.keyed import headers, key_in

Keys = dict[str, dict[str, str]]


@pytest.fixture
def keys(settings: Settings) -> Keys:
    ours = {audience: headers(key_in(settings, "value", audience=audience, owner="ours")) for audience in ("seller", "exchange", "buyer", "public")}
    return {
        **ours,
        **{owner: headers(key_in(settings, "value", owner=owner)) for owner in ("theirs", "stranger")},
        "appraiser": headers(key_in(settings, "appraise", owner="ours")),
    }


@pytest.fixture
def client(keys: object, open_client: Callable[..., TestClient], scorer: FakeScorer) -> TestClient:
    return open_client(scorer)


def valued(client: TestClient, key: dict[str, str], state: str | None = "披露中", text: str = "a", listing_id: str = "L-1", version: int | None = 1) -> Any:
    item = {"text": text, "listing": {"listing_id": listing_id, "version": version, "state": state}}
    answer = client.post("/v1/valuations", json={"achievements": [item]}, headers=key)
    assert answer.status_code == 200
    return answer.json()


def shown(client: TestClient, key: dict[str, str], place: str = "L-1/publications/1") -> Any:
    return client.get(f"/v1/listings/{place}", headers=key)


def test_what_was_shown_at_publication_comes_back_to_the_byte(client: TestClient, keys: Keys) -> None:
    answer = client.post(
        "/v1/valuations", json={"achievements": [{"text": "a", "listing": {"listing_id": "L-1", "version": 1, "state": "披露中"}}]}, headers=keys["seller"]
    )
    valued(client, keys["seller"], text="an edit")
    first = shown(client, keys["seller"])
    assert first.status_code == 200 and b'{"valuations":[' + first.content + b"]," in answer.content
    assert shown(client, keys["appraiser"]).content == shown(client, keys["exchange"]).content == first.content


def test_who_asks_for_an_outsiders_view_freezes_their_own_all_the_same(client: TestClient, keys: Keys) -> None:
    item = {"text": "a", "listing": {"listing_id": "L-1", "version": 1, "state": "披露中"}}
    client.post("/v1/valuations", json={"achievements": [item], "audience": "public"}, headers=keys["buyer"])
    assert shown(client, keys["seller"]).status_code == 404
    answer = client.post("/v1/valuations", json={"achievements": [item], "audience": "public"}, headers=keys["exchange"]).json()
    assert answer["valuations"][0]["price"] is None
    frozen = shown(client, keys["seller"]).json()
    assert frozen["audience"] == "exchange" and frozen["price"] is not None


@pytest.mark.parametrize("who", ["buyer", "public", "theirs"])
def test_an_outsider_gets_what_the_public_may_see(client: TestClient, keys: Keys, who: str) -> None:
    inside = valued(client, keys["seller"])["valuations"][0]
    outside = shown(client, keys[who]).json()
    assert inside["price"] is not None and outside["price"] is None and outside["audience"] == "public"


def test_a_language_does_not_change_what_was_frozen(client: TestClient, keys: Keys) -> None:
    item = {"text": "a", "listing": {"listing_id": "L-1", "version": 1, "state": "披露中"}}
    client.post("/v1/valuations?lang=zh", json={"achievements": [item]}, headers=keys["seller"])
    assert set(shown(client, keys["seller"]).json()["statement"]) >= {"zh", "en"}


def test_the_history_holds_versions_states_publications_and_outcomes(client: TestClient, keys: Keys) -> None:
    record = valued(client, keys["seller"], "定价建议", version=None)["record"]
    published = valued(client, keys["seller"], "披露中")["record"]
    valued(client, keys["seller"], "等领导签字", version=2)
    outcome = {"listing_id": "L-1", "outcome": "withdrawn", "on": "2026-11-20"}
    client.post("/v1/outcomes", json=outcome, headers={"Idempotency-Key": "k", **keys["seller"]})
    history = shown(client, keys["exchange"], "L-1?lang=en").json()
    assert [(one["version"], one["state"], one["known_state"]) for one in reversed(history["valuations"])] == [
        (None, "定价建议", "price_advice"),
        (1, "披露中", "disclosed"),
        (2, "等领导签字", None),
    ]
    assert history["valuations"][-1]["valuation"] == f"{record}.0" and history["valuations"][-1]["label"] == {"en": "price advice"}
    assert [(one["version"], one["valuation"]) for one in history["publications"]] == [(1, f"{published}.0")]
    assert [one["outcome"] for one in history["outcomes"]] == ["withdrawn"]


@pytest.mark.parametrize("who", ["buyer", "public", "theirs"])
def test_an_outsider_learns_of_publications_alone(client: TestClient, keys: Keys, who: str) -> None:
    valued(client, keys["seller"], "定价建议")
    assert shown(client, keys[who], "L-1").status_code == 404
    valued(client, keys["seller"], "披露中")
    history = shown(client, keys[who], "L-1").json()
    assert (history["valuations"], history["outcomes"]) == ([], [])
    assert [(one["version"], one["valuation"]) for one in history["publications"]] == [(1, None)]


def test_ones_own_listing_comes_before_anothers_of_the_same_id(client: TestClient, keys: Keys) -> None:
    valued(client, keys["seller"], text="ours")
    valued(client, keys["theirs"], text="theirs")
    ours, theirs = (json.loads(shown(client, keys[who]).content) for who in ("seller", "theirs"))
    assert ours["price"] and theirs["price"] and ours["price"] != theirs["price"]


def test_whose_listing_is_meant_is_asked_where_several_have_published_one(client: TestClient, keys: Keys) -> None:
    valued(client, keys["seller"])
    assert shown(client, keys["stranger"]).status_code == 200
    valued(client, keys["theirs"], text="theirs")
    for place in ("L-1", "L-1/publications/1"):
        answer = shown(client, keys["stranger"], place)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found") and "owner=" in answer.json()["detail"], place
        assert shown(client, keys["stranger"], f"{place}?owner=ours").status_code == 200
        assert [shown(client, keys["stranger"], f"{place}?owner={owner}").status_code for owner in ("nobody", "", "%00")] == [404] * 3
    assert shown(client, keys["stranger"], "L-1/publications/1?owner=ours").json()["price"] is None
    assert shown(client, keys["seller"], "L-1/publications/1?owner=ours").content == shown(client, keys["seller"]).content
    assert shown(client, keys["seller"], "L-1/publications/1?owner=theirs").json()["price"] is None


def test_what_there_is_not_is_a_404(client: TestClient, keys: Keys) -> None:
    valued(client, keys["seller"])
    publications = [f"L-1/publications/{version}" for version in ("2", "x", "99999999999")]
    for place in ("none", "none/publications/1", *publications, "%00", "a%0Ab", "x" * 300):
        answer = shown(client, keys["seller"], place)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), place


def test_an_id_may_hold_a_slash(client: TestClient, keys: Keys) -> None:
    valued(client, keys["seller"], listing_id="G3/2026/11")
    assert shown(client, keys["seller"], "G3/2026/11").json()["listing_id"] == "G3/2026/11"
    assert shown(client, keys["seller"], "G3%2F2026%2F11/publications/1").status_code == 200


def test_a_listing_in_a_sweep_of_lines_is_frozen_as_well(client: TestClient, keys: Keys) -> None:
    line = json.dumps({"text": "a", "listing": {"listing_id": "L-1", "state": "disclosed"}})
    client.post("/v1/valuations", content=line, headers={"Content-Type": "application/x-ndjson", **keys["seller"]})
    assert shown(client, keys["seller"], "L-1/publications/0").json()["status"] == "valued"
