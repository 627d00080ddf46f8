"""A listing from price advice to its sale through the whole service, on both databases; afterwards the audit holds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from service.audit.journal import Journal
from service.audit.key_file import keys_at
from service.audit.verify import verify
from service.identity.key import KeyTerms
from service.identity.key_acts import make
from service.identity.operator import operator
from service.settings import Settings
from service.store.database import Database
from service.store.migrate import migrate
from tests.service.conftest import FakeScorer
from tests.service.keyed import NOW, headers
from valuation.audience import Audience


def key_in(settings: Settings, audience: Audience) -> str:
    """The text of a new key that came by an act, as the audit wants it."""
    act = make(KeyTerms(name="test", owner="o", scopes=frozenset({"value", "confirm"}), audience=audience), NOW)
    with closing(Database(settings.storage)) as database:
        assert Journal(database, keys_at(settings.audit_keys), lambda: NOW).append([act.draft(operator(), NOW)]) == [None]
    return act.text or ""


def test_a_listing_from_advice_to_sale(
    database_url: str, settings: Settings, scorer: FakeScorer, open_client: Callable[..., TestClient], tmp_path: Path
) -> None:
    changes: dict[str, Any] = {"database_url": database_url}
    with closing(Database(database_url)) as database:
        migrate(database)
    kept = settings.model_copy(update=changes)
    seller, buyer = headers(key_in(kept, "seller")), headers(key_in(kept, "buyer"))
    client = open_client(scorer, **changes)

    def valued(state: str, version: int) -> Any:
        item = {"text": "a", "listing": {"listing_id": "G3/1", "version": version, "state": state}}
        return client.post("/v1/valuations", json={"achievements": [item]}, headers=seller).json()

    def post(path: str, body: dict[str, Any], once: str) -> Any:
        return client.post(path, json=body, headers={"Idempotency-Key": once, **seller})

    advised = valued("定价建议", 1)
    confirmed = [post(f"/v1/valuations/{advised['record']}.0/confirmations", {"decision": "confirm"}, "c") for _ in range(2)]
    assert [answer.status_code for answer in confirmed] == [201, 201] and confirmed[0].content == confirmed[1].content
    shown = valued("披露中", 1)["valuations"][0]
    valued("披露中", 1)
    assert post("/v1/outcomes", {"listing_id": "G3/1", "version": 1, "outcome": "unsold", "on": "2026-11-20"}, "u").status_code == 201
    valued("降价重挂", 2)
    sold = {"listing_id": "G3/1", "version": 2, "outcome": "sold", "price": {"amount": 12.3, "currency": "CNY"}, "on": "2026-11-21"}
    assert [post("/v1/outcomes", sold, "s").json()["valued"] for _ in range(2)] == [True, True]

    history = client.get("/v1/listings/G3/1", headers=seller).json()
    assert [one["version"] for one in history["valuations"]] == [2, 1, 1, 1]
    assert [one["version"] for one in history["publications"]] == [2, 1]
    assert [one["outcome"] for one in history["outcomes"]] == ["sold", "unsold"]
    frozen = client.get("/v1/listings/G3/1/publications/1", headers=seller).json()
    assert frozen == shown
    assert client.get("/v1/listings/G3/1/publications/1", headers=buyer).json()["price"] is None
    with closing(Database(database_url)) as database:
        verdict = verify(database, keys_at(kept.audit_keys))
    assert verdict.findings == [] and (verdict.publications, verdict.records >= 7) == (2, True)
