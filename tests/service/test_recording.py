"""Nobody holds an answer that is not on record, whichever door it came by."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from time import sleep
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from service.store.database import Database, StorageUnavailable
from service.store.tables import audit_listings, audit_records, publications
from tests.service.conftest import FakeScorer

JSON, NDJSON = "application/json", "application/x-ndjson"


def records(settings: Settings) -> list[Any]:
    database = Database(settings.storage)
    with database.read() as connection:
        found = connection.execute(select(audit_records).where(audit_records.c.kind == "valuation").order_by(audit_records.c.seq)).all()
    database.close()
    return list(found)


def test_the_answer_names_its_record_in_body_and_header(settings: Settings, scorer: FakeScorer) -> None:
    with TestClient(create_app(settings, scorer)) as client:
        answer = client.post("/v1/valuations", json={"achievements": [{"text": "one"}, {"text": 5}]}, headers={"X-Request-Id": "mine-1"})
    (record,) = records(settings)
    assert answer.json()["record"] == answer.headers["x-record-id"] == record.id
    facts = json.loads(record.body)["facts"]
    assert (facts["items"], facts["invalid"], facts["request_id"], facts["door"]) == (2, [1], "mine-1", "json")


def test_a_sweep_is_told_one_id_and_its_chunks_are_numbered(settings: Settings, scorer: FakeScorer) -> None:
    lines = b"\n".join(json.dumps({"text": f"line {at}"}).encode() for at in range(600))
    with TestClient(create_app(settings, scorer)) as client:
        answer = client.post("/v1/valuations", content=lines, headers={"Content-Type": NDJSON})
    assert len(answer.text.strip().split("\n")) == 600
    found = records(settings)
    assert [record.id for record in found] == [f"{answer.headers['x-record-id']}-{at}" for at in range(len(found))]
    assert sum(json.loads(record.body)["facts"]["items"] for record in found) == 600


def test_a_call_that_cannot_be_recorded_is_not_answered(settings: Settings, scorer: FakeScorer, monkeypatch: pytest.MonkeyPatch) -> None:
    with TestClient(create_app(settings, scorer)) as client:
        running = client.app_state["running"]

        async def gone(*_: Any) -> None:
            raise StorageUnavailable("the database is gone")

        monkeypatch.setattr(running.audit, "record", gone)
        answer = client.post("/v1/valuations", json={"achievements": [{"text": "one"}]})
        assert (answer.status_code, answer.json()["code"]) == (503, "storage_unavailable")
        assert int(answer.headers["retry-after"]) > 0
        swept = client.post("/v1/valuations", content=b'{"text": "one"}', headers={"Content-Type": NDJSON})
        assert (swept.status_code, swept.json()["code"]) == (503, "storage_unavailable")


def test_while_nothing_can_be_recorded_a_call_is_refused_before_any_work(settings: Settings, scorer: FakeScorer, monkeypatch: pytest.MonkeyPatch) -> None:
    with TestClient(create_app(settings, scorer)) as client:
        client.app_state["running"].audit._trouble = "the database is gone"
        answer = client.post("/v1/valuations", json={"achievements": [{"text": "one"}]})
    assert (answer.status_code, scorer.batches) == (503, [])


def test_a_published_listing_is_frozen_with_its_record(settings: Settings, scorer: FakeScorer) -> None:
    listing = {"listing_id": "L-1", "version": 3, "state": "披露中"}
    with TestClient(create_app(settings, scorer)) as client:
        first = client.post("/v1/valuations", json={"achievements": [{"text": "one", "listing": listing}]})
        client.post("/v1/valuations", json={"achievements": [{"text": "another text", "listing": listing}]})
    database = Database(settings.storage)
    with database.read() as connection:
        (publication,) = connection.execute(select(publications)).all()
        seen = connection.execute(select(audit_listings)).all()
    database.close()
    assert (publication.record, publication.item, publication.version) == (first.json()["record"], 0, 3)
    shown = json.loads(publication.inside)
    assert shown["price"]["point"] == first.json()["valuations"][0]["price"]["point"]
    assert json.loads(publication.outside)["price"] is None
    assert len(seen) == 2


def test_what_is_older_than_it_may_be_kept_is_erased_while_the_service_runs(settings: Settings, scorer: FakeScorer) -> None:
    with TestClient(create_app(settings, scorer, clock=lambda: datetime(2000, 1, 1, tzinfo=UTC))) as client:
        client.post("/v1/valuations", json={"achievements": [{"text": "old"}]})
    with TestClient(create_app(settings, scorer)) as client:
        client.post("/v1/valuations", json={"achievements": [{"text": "new"}]})
        for _ in range(200):
            old, new = records(settings)
            if old.input is None:
                break
            sleep(0.02)
    assert old.input is None and old.erased is not None
    assert new.input is not None
