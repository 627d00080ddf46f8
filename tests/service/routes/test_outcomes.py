"""POST /v1/outcomes: what became of a listing is kept once, exactly, with a record; only by whom it concerns."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from service.settings import Settings
from service.store.database import Database, StorageUnavailable
from service.store.tables import audit_records, idempotency, outcomes
from tests.service.conftest import FakeScorer
from tests.service.keyed import headers, key_in

SOLD: dict[str, Any] = {"listing_id": "L-1", "version": 1, "outcome": "sold", "price": {"amount": 1500000.5, "currency": "CNY"}, "on": "2026-11-20"}
UNSOLD: dict[str, Any] = {"listing_id": "L-1", "outcome": "unsold", "on": "2026-11-20", "state": "流拍"}


@pytest.fixture
def keys(settings: Settings) -> dict[str, dict[str, str]]:
    return {audience: headers(key_in(settings, "value", audience=audience, owner="ours")) for audience in ("seller", "exchange", "buyer", "public")}


@pytest.fixture
def client(keys: object, open_client: Callable[..., TestClient], scorer: FakeScorer) -> TestClient:
    return open_client(scorer)


def told(client: TestClient, keys: dict[str, dict[str, str]], body: Any = SOLD, once: str = "k-1", audience: str = "seller") -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/v1/outcomes", content=content, headers={"Content-Type": "application/json", "Idempotency-Key": once, **keys[audience]})


def kept(settings: Settings) -> list[Any]:
    with closing(Database(settings.storage)) as database, database.read() as connection:
        return list(connection.execute(select(outcomes).order_by(outcomes.c.at)))


def test_an_outcome_is_kept_with_its_record_and_its_key(client: TestClient, keys: dict[str, dict[str, str]], settings: Settings) -> None:
    answer = told(client, keys)
    assert answer.status_code == 201 and answer.headers["content-type"] == "application/json"
    (row,) = kept(settings)
    assert (row.owner, row.listing_id, row.version, row.outcome, row.amount, row.currency, row.happened_on) == (
        *("ours", "L-1", 1, "sold", "1500000.5", "CNY", "2026-11-20"),
    )
    with closing(Database(settings.storage)) as database, database.read() as connection:
        record = connection.execute(select(audit_records).where(audit_records.c.kind == "outcome")).one()
        key = connection.execute(select(idempotency)).one()
    assert record.id == row.id == answer.json()["outcome"]["id"] and key.status == 201
    assert json.loads(record.body)["facts"]["price"] == {"amount": "1500000.5", "currency": "CNY"}


def test_told_again_it_is_kept_once(client: TestClient, keys: dict[str, dict[str, str]], settings: Settings) -> None:
    first, again = told(client, keys), told(client, keys)
    assert again.content == first.content and again.headers["Idempotency-Replayed"] == "true"
    assert told(client, keys, UNSOLD).json()["code"] == "idempotency_key_reused"
    assert told(client, keys, UNSOLD, once="k-2").status_code == 201
    assert len(kept(settings)) == 2


def test_a_listing_that_was_never_valued_is_taken_and_the_answer_says_so(client: TestClient, keys: dict[str, dict[str, str]]) -> None:
    never = told(client, keys).json()
    assert never["valued"] is False and set(never["note"]) == {"zh", "en"}
    client.post("/v1/valuations", json={"achievements": [{"text": "a", "listing": {"listing_id": "L-1"}}]}, headers=keys["seller"])
    assert told(client, keys, UNSOLD, once="k-2").json()["valued"] is True


def test_an_amount_is_kept_to_its_last_digit(client: TestClient, keys: dict[str, dict[str, str]], settings: Settings) -> None:
    for number in ("123456789012345.123456789", "0.1", "1e3", "7"):
        assert told(client, keys, json.dumps(SOLD).replace("1500000.5", number).encode(), once=number).status_code == 201
    assert {row.amount for row in kept(settings)} == {"123456789012345.123456789", "0.1", "1000", "7"}


def test_an_outsider_tells_nothing(client: TestClient, keys: dict[str, dict[str, str]], settings: Settings) -> None:
    assert [told(client, keys, audience=audience).json()["code"] for audience in ("buyer", "public")] == ["forbidden"] * 2
    assert kept(settings) == []


WRONG: list[tuple[Any, str]] = [
    ({**SOLD, "price": None}, "/price"),
    ({name: value for name, value in SOLD.items() if name != "price"}, "/price"),
    ({**UNSOLD, "price": SOLD["price"]}, "/price"),
    ({**SOLD, "outcome": "stolen"}, ""),
    ({**SOLD, "on": "2026-11-24"}, "/on"),
    ({**SOLD, "on": 0}, "/on"),
    ({**SOLD, "listing_id": ""}, "/listing_id"),
    ({**SOLD, "listing_id": "a\x00"}, "/listing_id"),
    ({**SOLD, "version": True}, "/version"),
    ({**SOLD, "version": 2**31}, "/version"),
    ({**SOLD, "price": {"amount": "12", "currency": "CNY"}}, "/price/amount"),
    ({**SOLD, "price": {"amount": -1, "currency": "CNY"}}, "/price/amount"),
    ({**SOLD, "price": {"amount": 10**400, "currency": "CNY"}}, "/price/amount"),
    ({**SOLD, "more": 1}, "/more"),
    ([], ""),
]


def test_what_is_wrong_is_a_422_that_names_the_place(client: TestClient, keys: dict[str, dict[str, str]]) -> None:
    for body, pointer in WRONG:
        answer = told(client, keys, body)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input"), body
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_what_is_no_json_is_a_400(client: TestClient, keys: dict[str, dict[str, str]]) -> None:
    for body in (b"", b"{", b"\xff", b'{"price": NaN}', b"[" * 100_000):
        assert told(client, keys, body).status_code == 400


def test_without_a_key_it_is_refused_before_it_is_done(client: TestClient, keys: dict[str, dict[str, str]], settings: Settings) -> None:
    answer = client.post("/v1/outcomes", json=SOLD, headers=keys["seller"])
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")
    assert kept(settings) == []


def test_what_could_not_be_recorded_was_not_done(
    client: TestClient, keys: dict[str, dict[str, str]], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise StorageUnavailable("gone")

    with monkeypatch.context() as patched:
        patched.setattr("service.audit.audit.Audit.record", away)
        assert told(client, keys).status_code == 503
    assert kept(settings) == []
    assert told(client, keys).headers.get("Idempotency-Replayed") is None
    assert len(kept(settings)) == 1


def test_the_note_is_in_the_callers_language(client: TestClient, keys: dict[str, dict[str, str]]) -> None:
    answer = client.post("/v1/outcomes?lang=zh", json=SOLD, headers={"Idempotency-Key": "k", **keys["exchange"]})
    assert set(answer.json()["note"]) == {"zh"} and answer.headers["content-language"] == "zh-CN"
