"""A valuation's row is counted among those that could be read; an erased input leaves the rest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from service.audit.draft import Draft
from service.audit.erasure import erasure
from service.audit.journal import Journal
from service.audit.key_file import keys_at
from service.audit.output import written_output
from service.audit.reading import record_of
from service.identity.caller import ANYBODY
from service.job import Part, RowFailed
from service.store.database import Database
from service.valuation_record import ValuationRecord, valuation_of

AT = datetime(2026, 11, 22, tzinfo=UTC)
MODEL = {"name": "m", "version": "v", "sha256": "ab" * 32, "simulated": True}
FACTS: dict[str, Any] = {"model": MODEL, "data_cutoff": "2025-12-31", "audience": "seller", "day": "2026-11-22", "items": 4, "invalid": [0, 2]}


@pytest.fixture
def journal(database: Database, tmp_path: Path) -> Journal:
    return Journal(database, keys_at(tmp_path / "audit.key"), lambda: AT)


def found(database: Database, item: int) -> ValuationRecord:
    with database.read() as connection:
        record = record_of(connection, "r")
        assert record is not None
        return valuation_of(connection, record, item, f"r.{item}")


def test_rows_follow_the_items_that_could_be_read(database: Database, journal: Journal, scorer: Any, rows: Any, price_of: Any) -> None:
    answer = (Part(2, scorer.score(rows("one", "foreign"))),)
    draft = Draft("valuation", ANYBODY, AT, {**FACTS, "listings": [[3, "L", 1, None]]}, b"asked", written_output(answer), id="r")
    assert journal.append([draft]) == [None]
    first, second = found(database, 1), found(database, 3)
    assert first.numbers is not None and first.numbers["price_point"] == price_of("one") and first.refused is None and first.listing is None
    assert second.refused == "out_of_distribution" and second.listing is not None and second.listing.listing_id == "L"
    assert (first.at, first.asked_by, first.model.version, first.erased) == (AT, "open", "v", None)


def test_what_could_not_be_scored_has_no_numbers(database: Database, journal: Journal) -> None:
    journal.append([Draft("valuation", ANYBODY, AT, {**FACTS, "listings": []}, b"asked", written_output((Part(2, RowFailed("broke")),)), id="r")])
    assert not found(database, 1).numbers


def test_when_the_input_is_erased_the_rest_stays(database: Database, journal: Journal, scorer: Any, rows: Any) -> None:
    answer = (Part(2, scorer.score(rows("one", "two"))),)
    journal.append([Draft("valuation", ANYBODY, AT, {**FACTS, "listings": []}, b"asked", written_output(answer), id="r")])
    journal.append([erasure(ANYBODY, AT, ["r"], "asked")])
    assert found(database, 1).erased == AT and found(database, 1).numbers
