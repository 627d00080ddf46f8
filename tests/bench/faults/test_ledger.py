"""A record that a caller was told and that is not in the database is lost; one that is there and was told to nobody is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from bench.faults.heard import Heard
from bench.faults.ledger import ledger
from service.audit.journal import Journal
from service.audit.key_file import keys_at
from service.store.database import Database
from service.store.migrate import migrate
from service.store.tables import audit_records
from tests.service.audit.writing import Clock, draft


def told(*records: str) -> list[Heard]:
    return [Heard(1.0, 2.0, "acknowledged", 200, record) for record in records]


def test_the_books_are_compared_and_the_chain_is_walked(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'valuation.db'}"
    database = Database(url)
    migrate(database)
    kept = [draft(f"no. {at}") for at in range(3)]
    Journal(database, keys_at(tmp_path / "audit.key"), Clock()).append(kept)
    first, second, _ = (one.id for one in kept)
    books = ledger([*told(first, second), Heard(1.0, 2.0, "cut")], url, tmp_path)
    assert (books.acknowledged, books.lost, books.untold, books.chain) == (2, 0, 1, "intact")
    with database.begin() as connection:
        connection.execute(update(audit_records).where(audit_records.c.id == first).values(subject="somebody else"))
    database.close()
    assert ledger(told(first), url, tmp_path).chain.startswith("broken: ")


def test_what_is_not_in_the_books_is_lost_and_one_record_that_two_callers_were_told_is_lost_to_one_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.faults.ledger.chain", lambda *_: "intact")
    url = f"sqlite:///{tmp_path / 'valuation.db'}"
    database = Database(url)
    migrate(database)
    (one,) = kept = [draft()]
    Journal(database, keys_at(tmp_path / "audit.key"), Clock()).append(kept)
    database.close()
    assert ledger(told(one.id, one.id), url, tmp_path).lost == 1
    assert ledger(told(one.id, "nowhere", "", ""), url, tmp_path).lost == 3


def test_where_there_are_no_books_everything_is_lost(tmp_path: Path) -> None:
    books = ledger(told("a", "b"), f"sqlite:///{tmp_path / 'valuation.db'}", tmp_path)
    assert books.lost == 2 and books.chain.startswith("unreadable: ")
