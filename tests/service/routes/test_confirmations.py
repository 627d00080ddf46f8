"""One valuation, and a person's word on it: by somebody who had no hand in the model, once, and for good."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from service.audit.draft import Draft
from service.audit.journal import Journal
from service.audit.key_file import keys_at
from service.identity.caller import Caller
from service.settings import Settings
from service.store.database import Database
from service.store.tables import audit_records
from tests.service.conftest import FakeScorer
from tests.service.keyed import NOW, headers, key_in

Keys = dict[str, dict[str, str]]
OVERRIDE: dict[str, Any] = {"decision": "override", "price": {"amount": 1234567.89, "currency": "CNY"}, "reason": "可比交易更近"}


@pytest.fixture
def keys(settings: Settings) -> Keys:
    return {
        "seller": headers(key_in(settings, "value", owner="ours")),
        "confirmer": headers(key_in(settings, "confirm", owner="ours")),
        "buyer": headers(key_in(settings, "confirm", "value", owner="ours", audience="buyer")),
        "theirs": headers(key_in(settings, "confirm", "value", owner="theirs")),
    }


@pytest.fixture
def client(keys: object, open_client: Callable[..., TestClient], scorer: FakeScorer) -> TestClient:
    return open_client(scorer)


def valued(client: TestClient, keys: Keys, *texts: Any) -> list[str]:
    items = [{"text": text, "listing": {"listing_id": "L-1", "state": "定价建议"}} for text in texts]
    record = client.post("/v1/valuations", json={"achievements": items}, headers=keys["seller"]).json()["record"]
    return [f"{record}.{at}" for at in range(len(texts))]


def said(client: TestClient, key: dict[str, str], id: str, body: Any = None, once: str = "k-1") -> Any:
    return client.post(f"/v1/valuations/{id}/confirmations", json={"decision": "confirm"} if body is None else body, headers={"Idempotency-Key": once, **key})


def promoted(settings: Settings, by: str, sha256: str) -> None:
    """As a service writes it down that a bundle answers."""
    worker = Caller("worker", "worker", "service", frozenset(), None)
    with closing(Database(settings.storage)) as database:
        draft = Draft("promote", worker, NOW, {"sha256": sha256, "version": sha256[:12], "by": by}, about=sha256[:12])
        assert Journal(database, keys_at(settings.audit_keys), lambda: NOW).append([draft]) == [None]


def test_a_word_is_recorded_about_the_valuation(client: TestClient, keys: Keys, settings: Settings) -> None:
    (id,) = valued(client, keys, "a")
    confirmed, overridden = said(client, keys["confirmer"], id), said(client, keys["confirmer"], id, OVERRIDE, "k-2")
    assert (confirmed.status_code, overridden.status_code) == (201, 201)
    with closing(Database(settings.storage)) as database, database.read() as connection:
        acts = connection.execute(select(audit_records).where(audit_records.c.about == id).order_by(audit_records.c.at, audit_records.c.seq)).all()
    assert {act.kind for act in acts} == {"confirm", "override"} and {act.id for act in acts} == {confirmed.json()["id"], overridden.json()["id"]}
    facts = next(json.loads(act.body)["facts"] for act in acts if act.kind == "override")
    assert facts["price"] == {"amount": "1234567.89", "currency": "CNY"} and facts["reason"] == "可比交易更近"


def test_a_word_is_given_once(client: TestClient, keys: Keys) -> None:
    (id,) = valued(client, keys, "a")
    first, again = said(client, keys["confirmer"], id), said(client, keys["confirmer"], id)
    assert first.content == again.content and again.headers["Idempotency-Replayed"] == "true"
    assert said(client, keys["confirmer"], id, OVERRIDE).json()["code"] == "idempotency_key_reused"
    assert len(client.get(f"/v1/valuations/{id}", headers=keys["seller"]).json()["confirmations"]) == 1


def test_whoever_promoted_the_model_cannot_confirm_what_it_says(client: TestClient, keys: Keys, settings: Settings, scorer: FakeScorer) -> None:
    (id,) = valued(client, keys, "a")
    subject = "key:" + keys["confirmer"]["X-API-Key"].split("_")[1]
    promoted(settings, subject, "f" * 64)
    assert said(client, keys["confirmer"], id).status_code == 201  # another model
    promoted(settings, subject, scorer.bundle.manifest.digest)
    answer = said(client, keys["confirmer"], id, once="k-2")
    assert (answer.status_code, answer.json()["code"]) == (403, "same_person")
    assert len(client.get(f"/v1/valuations/{id}", headers=keys["seller"]).json()["confirmations"]) == 1


def test_whoever_trained_the_model_cannot_confirm_what_it_says(
    keys: Keys, open_client: Callable[..., TestClient], make_scorer: Callable[..., FakeScorer]
) -> None:
    subject = "key:" + keys["confirmer"]["X-API-Key"].split("_")[1]
    client = open_client(make_scorer(trained_by=subject))
    (id,) = valued(client, keys, "a")
    answer = said(client, keys["confirmer"], id)
    assert (answer.status_code, answer.json()["code"]) == (403, "same_person")


def test_what_there_is_not_is_a_404(client: TestClient, keys: Keys) -> None:
    (known, _) = valued(client, keys, "a", 5)
    for who in ("confirmer", "theirs"):
        for id in ("unknown", "unknown.0", "{record}", "{record}.1", "{record}.2", "{record}.x", "é.0", *(["{record}.0"] if who == "theirs" else [])):
            place = id.format(record=known[:-2])
            answers = said(client, keys[who], place), client.get(f"/v1/valuations/{place}", headers=keys[who])
            assert [answer.status_code for answer in answers] == [404, 404], (who, place)


def test_a_buyer_neither_sees_nor_confirms(client: TestClient, keys: Keys) -> None:
    (id,) = valued(client, keys, "a")
    assert said(client, keys["buyer"], id).json()["code"] == client.get(f"/v1/valuations/{id}", headers=keys["buyer"]).json()["code"] == "forbidden"


def test_what_is_no_word_is_a_422(client: TestClient, keys: Keys) -> None:
    (id,) = valued(client, keys, "a")
    lacking = [{**OVERRIDE, "reason": ""}, {**OVERRIDE, "price": None}, {"decision": "confirm", "price": OVERRIDE["price"]}]
    for body in ({"decision": "doubt"}, {"decision": "override"}, {"reason": "none"}, [], *lacking):
        assert said(client, keys["confirmer"], id, body).status_code == 422, body


def test_a_valuation_tells_when_by_whom_with_which_model_and_what_it_said(
    client: TestClient, keys: Keys, price_of: Callable[[str], float], scorer: FakeScorer
) -> None:
    ids = valued(client, keys, 5, "first", "foreign", "last")
    told = client.get(f"/v1/valuations/{ids[3]}", headers=keys["confirmer"]).json()
    assert told["numbers"]["price_point"] == price_of("last") and math.isclose(told["numbers"]["price"][3], price_of("last"))
    assert (told["model"]["sha256"], told["listing"]["listing_id"], told["at"][:10]) == (scorer.bundle.manifest.digest, "L-1", "2026-11-22")
    assert told["asked_by"].startswith("key:") and told["refused"] is None and told["erased"] is None
    refused = client.get(f"/v1/valuations/{ids[2]}", headers=keys["seller"]).json()
    assert refused["refused"] == "out_of_distribution"
