"""Each outcome is beside the valuation that was shown, else the latest one before it. On both databases."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from sqlalchemy import insert

from service.outcome_export import exported, write_outcomes
from service.store.database import Database
from service.store.tables import audit_listings, outcomes, publications

AT = datetime(2026, 11, 22, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)


def told(id: str, minutes: int, version: int | None = None, owner: str = "ours", amount: str | None = None) -> dict[str, Any]:
    sold = {"outcome": "unsold" if amount is None else "sold", "amount": amount, "currency": None if amount is None else "CNY"}
    return {
        "id": id,
        "owner": owner,
        "listing_id": "L",
        "version": version,
        "happened_on": "2026-11-20",
        "state": "成交",
        "subject": "s",
        "at": at(minutes),
        **sold,
    }


@pytest.fixture
def filled(database: Database) -> Database:
    valued = [("r1", 1, 1), ("r2", 2, 2), ("r3", 3, 1), ("r9", 9, 3)]
    with database.begin() as connection:
        connection.execute(
            insert(audit_listings),
            [
                {"record": record, "item": 4, "owner": "ours", "listing_id": "L", "version": version, "state": None, "at": at(when)}
                for record, when, version in valued
            ],
        )
        shown = {"owner": "ours", "listing_id": "L", "version": 2, "record": "r2", "item": 4, "inside": b"{}", "outside": b"{}", "at": at(2)}
        connection.execute(insert(publications), shown)
        connection.execute(
            insert(outcomes),
            [
                *(told("published", 4, 2, amount="1500000.5"), told("latest", 5, 1), told("any", 6), told("early", 0, 1), told("never", 7, 8)),
                told("other", 8, 1, owner="theirs"),
            ],
        )
    return database


def test_what_was_shown_comes_before_the_latest_and_nothing_from_later(filled: Database) -> None:
    with filled.read() as connection:
        found = {one.id: (one.basis, one.record) for one in exported(connection)}
    assert found == {
        "early": (None, None),
        "published": ("published", "r2"),
        "latest": ("latest", "r3"),
        "any": ("latest", "r3"),
        "never": (None, None),
        "other": (None, None),
    }


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_both_formats_hold_the_same(filled: Database, tmp_path: Path, name: str) -> None:
    with filled.read() as connection:
        assert write_outcomes(connection, tmp_path / name) == 6
    if name.endswith("csv"):
        with open(tmp_path / name, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert (rows[1]["amount"], rows[1]["on"], rows[1]["item"], rows[0]["record"]) == ("1500000.5", "2026-11-20", "4", "")
        return
    table = pq.read_table(tmp_path / name).to_pylist()
    assert (table[1]["amount"], table[1]["on"], table[1]["item"], table[0]["record"]) == (Decimal("1500000.5"), date(2026, 11, 20), 4, None)
    assert table[1]["at"] == at(4) and table[0]["amount"] is None


def test_no_file_is_written_over_and_no_other_kind_written(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("mine")
    with filled.read() as connection:
        with pytest.raises(FileExistsError):
            write_outcomes(connection, tmp_path / "out.csv")
        with pytest.raises(ValueError, match=r"neither \.csv nor \.parquet"):
            write_outcomes(connection, tmp_path / "out.xlsx")
    assert (tmp_path / "out.csv").read_text() == "mine"
