from __future__ import annotations

import json

from sqlalchemy import select

from service.audit.checkpoint import START, sign_checkpoint
from service.store.database import Database
from service.store.tables import audit_chains, audit_checkpoints
from tests.service.audit.writing import KEYS, Clock, draft, journal


def test_a_checkpoint_joins_the_chains_that_went_on_and_is_tied_to_the_one_before(database: Database) -> None:
    one, two = journal(database, "c1"), journal(database, "c2")
    one.append([draft("a")])
    two.append([draft("b")])
    first = sign_checkpoint(database, KEYS, Clock())
    one.append([draft("c")])
    second = sign_checkpoint(database, KEYS, Clock())
    assert first is not None and second is not None
    assert first.heads == {"c1": (2, first.heads["c1"][1]), "c2": (2, two.head.hash)}
    assert second.heads == {"c1": (3, one.head.hash)}
    with database.read() as connection:
        rows = connection.execute(select(audit_checkpoints).order_by(audit_checkpoints.c.number)).all()
        signed = connection.execute(select(audit_chains.c.id, audit_chains.c.signed).order_by(audit_chains.c.id)).all()
    assert [json.loads(row.body)["previous"] for row in rows] == [START.hex(), first.hash.hex()]
    for row in rows:
        KEYS.public[row.signed_by].verify(row.signature, row.hash)
    assert [tuple(row) for row in signed] == [("c1", 3), ("c2", 2)]


def test_there_is_none_where_nothing_went_on(database: Database) -> None:
    assert sign_checkpoint(database, KEYS, Clock()) is None
    journal(database).append([draft("a")])
    assert sign_checkpoint(database, KEYS, Clock()) is not None
    assert sign_checkpoint(database, KEYS, Clock()) is None


def test_two_that_sign_at_once_make_one_checkpoint(database: Database, database_url: str) -> None:
    journal(database).append([draft("a")])
    other = Database(database_url)

    class Interrupted:
        """Keys whose owner is overtaken while signing."""

        def sign(self, message: bytes) -> tuple[str, bytes]:
            if database.kind == "postgresql":
                assert sign_checkpoint(other, KEYS, Clock()) is not None
            return KEYS.sign(message)

    found = sign_checkpoint(database, Interrupted(), Clock())  # type: ignore[arg-type]
    assert (found is None) == (database.kind == "postgresql")
    with database.read() as connection:
        assert len(connection.execute(select(audit_checkpoints)).all()) == 1
    other.close()
