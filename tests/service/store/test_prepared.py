from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import bindparam, insert, select, update

from service.store.database import Database
from service.store.prepared import Prepared
from service.store.tables import audit_chains

AT = datetime(2026, 11, 28, 9, tzinfo=UTC)
COLUMNS = ("id", "worker", "key", "started", "seq", "hash", "signed")


def test_what_is_prepared_writes_what_sqlalchemy_would(database: Database) -> None:
    rows = [{"id": id, "worker": "w", "key": "k", "started": AT, "seq": 1, "hash": b"\x00h", "signed": 0} for id in ("a", "b")]
    add = Prepared(insert(audit_chains), database.engine.dialect, COLUMNS)
    go_on = Prepared(update(audit_chains).where(audit_chains.c.id == bindparam("its_id")).values(seq=bindparam("its_seq")), database.engine.dialect)
    with database.begin() as connection:
        connection.exec_driver_sql(*add.of(rows))
        connection.exec_driver_sql(*go_on.of([{"its_id": "b", "its_seq": 7}]))
    with database.read() as connection:
        found = connection.execute(select(audit_chains).order_by(audit_chains.c.id)).all()
    assert [(row.id, row.started, row.seq, row.hash) for row in found] == [("a", AT, 1, b"\x00h"), ("b", AT, 7, b"\x00h")]
