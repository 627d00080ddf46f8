"""Every way to change what was written that is tried here must be found."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from service.audit.checkpoint import sign_checkpoint
from service.audit.erasure import erasure
from service.audit.key_file import AuditKeys, key_name
from service.audit.record import Head, following, row_of
from service.audit.seal import Seal
from service.audit.verify import Verdict, verify
from service.identity.caller import ANYBODY
from service.store.database import Database
from service.store.tables import audit_chains, audit_checkpoints, audit_records, publications
from tests.service.audit.writing import KEYS, START, Clock, draft, journal, written

Tamper = Callable[[Connection], None]


def verdict_of(database: Database, **changes: Any) -> Verdict:
    return verify(database, KEYS, **changes)


def tampered(database: Database, tamper: Tamper) -> Verdict:
    with database.begin() as connection:
        if database.kind == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        tamper(connection)
    return verdict_of(database)


def test_what_was_only_written_holds(database: Database) -> None:
    one = written(database, draft("a"), draft("b"), chain="c1")
    written(database, draft("c"), chain="c2")
    one.append([draft("behind the last checkpoint")])
    walked: list[int] = []
    verdict = verdict_of(database, progress=walked.append)
    assert verdict.intact, verdict.findings
    assert (verdict.chains, verdict.records, verdict.checkpoints, verdict.unsigned) == (2, 6, 2, 1)
    assert walked[-1] == 6


def test_an_empty_database_holds(database: Database) -> None:
    assert verdict_of(database).intact


def _of(seq: int) -> Any:
    return (audit_records.c.chain == "c1") & (audit_records.c.seq == seq)


def _values(seq: int, **values: Any) -> Tamper:
    return lambda connection: connection.execute(update(audit_records).where(_of(seq)).values(**values))  # type: ignore[return-value]


def _rewritten(connection: Connection) -> None:
    """A body changed and its hash with it: the next record does not follow any more."""
    row = connection.execute(select(audit_records).where(_of(2))).one()
    body = row.body.replace(b'"json"', b'"JSON"')
    assert body != row.body
    connection.execute(update(audit_records).where(_of(2)).values(body=body))


def _swapped(connection: Connection) -> None:
    connection.execute(update(audit_records).where(_of(2)).values(seq=99))
    connection.execute(update(audit_records).where(_of(3)).values(seq=2))
    connection.execute(update(audit_records).where(_of(99)).values(seq=3))


def _inserted(connection: Connection) -> None:
    row = dict(connection.execute(select(audit_records).where(_of(3))).mappings().one())
    connection.execute(insert(audit_records), [row | {"seq": 9, "id": "inserted"}])


def _chain_gone(connection: Connection) -> None:
    connection.execute(delete(audit_records).where(audit_records.c.chain == "c2"))
    connection.execute(delete(audit_chains).where(audit_chains.c.id == "c2"))


def _tail_gone(connection: Connection) -> None:
    connection.execute(delete(audit_records).where(_of(4)))
    row = connection.execute(select(audit_records).where(_of(3))).one()
    connection.execute(update(audit_chains).where(audit_chains.c.id == "c1").values(seq=3, hash=row.hash, signed=3))


def _forged_checkpoint(connection: Connection) -> None:
    """Signed by somebody else."""
    row = connection.execute(select(audit_checkpoints).where(audit_checkpoints.c.number == 2)).one()
    signed_by, signature = AuditKeys.new().sign(row.hash)
    connection.execute(update(audit_checkpoints).where(audit_checkpoints.c.number == 2).values(signature=signature, signed_by=signed_by))


def _checkpoint_rewritten(connection: Connection) -> None:
    row = connection.execute(select(audit_checkpoints).where(audit_checkpoints.c.number == 1)).one()
    body = json.loads(row.body)
    body["heads"]["c1"][0] = 3
    connection.execute(update(audit_checkpoints).where(audit_checkpoints.c.number == 1).values(body=json.dumps(body).encode()))


def _rehashed(tie: bytes) -> Tamper:
    """A record changed, and every hash behind it reckoned anew, as far as whoever has not the key can."""

    def tamper(connection: Connection) -> None:
        rows = connection.execute(select(audit_records).where(audit_records.c.chain == "c1").order_by(audit_records.c.seq)).all()
        head = Head("c1", 1, rows[0].hash)
        for row in rows[1:]:
            body = row.body.replace(b'"json"', b'"JSON"')
            head = following(head, body, tie)
            connection.execute(update(audit_records).where(_of(row.seq)).values(body=body, hash=head.hash))
        connection.execute(update(audit_chains).where(audit_chains.c.id == "c1").values(hash=head.hash))

    return tamper


def _planted(connection: Connection) -> None:
    """A chain of somebody else's making."""
    row, head = row_of(draft("planted", kind="confirm"), Head.start("c9"), Seal(AuditKeys.new()), b"x" * 32)
    chain = {"id": "c9", "worker": "w", "key": key_name(KEYS.ties[0]), "started": START, "seq": 1, "hash": head.hash, "signed": 0}
    connection.execute(insert(audit_chains), [chain])
    connection.execute(insert(audit_records), [row])


def _shortened(connection: Connection) -> None:
    """A chain cut back behind its last checkpoint, offered to the next one as if it had just come so far."""
    connection.execute(delete(audit_records).where(_of(4)))
    row = connection.execute(select(audit_records).where(_of(3))).one()
    connection.execute(update(audit_chains).where(audit_chains.c.id == "c1").values(seq=3, hash=row.hash, signed=0))


FORGERIES: dict[str, Tamper] = {
    "rewritten without the key": _rehashed(b""),
    "with another key": _rehashed(b"x" * 32),
    "planted": _planted,
    "shortened": _shortened,
}


@pytest.mark.parametrize("tamper", FORGERIES.values(), ids=FORGERIES.keys())
def test_what_is_forged_is_found_though_the_service_itself_signs_it_afterwards(tamper: Tamper, database: Database) -> None:
    written(database, draft("a"), draft("b"), draft("c"), chain="c1")
    written(database, draft("d"), chain="c2")
    with database.begin() as connection:
        tamper(connection)
        connection.execute(update(audit_chains).values(signed=0))
    sign_checkpoint(database, KEYS, Clock())
    assert not verdict_of(database).intact


def test_a_chain_tied_with_a_key_that_is_not_in_the_file_cannot_be_vouched_for(database: Database) -> None:
    written(database, draft("a"))
    other = AuditKeys(KEYS.seals, KEYS.signers, (b"o" * 32,))
    assert not verify(database, other).intact
    assert verify(database, KEYS.rotated()).intact


TAMPERS: dict[str, Tamper] = {
    "a body": _rewritten,
    "a hash": _values(2, hash=b"h" * 32),
    "an input": _values(2, input=b"another"),
    "an input erased in silence": _values(2, input=None, erased=START),
    "an output": _values(2, output=Seal(KEYS).pack(b"other numbers")),
    "an output gone": _values(2, output=None),
    "who": _values(2, subject="key:other"),
    "whose": _values(2, owner="other"),
    "when": _values(2, at=START + timedelta(days=1)),
    "what": _values(2, kind="confirm"),
    "about what": _values(2, about="x.0"),
    "an id": _values(2, id="other"),
    "one removed from the middle": lambda connection: connection.execute(delete(audit_records).where(_of(3))),  # type: ignore[dict-item]
    "the first removed": lambda connection: connection.execute(delete(audit_records).where(_of(1))),  # type: ignore[dict-item]
    "the order": _swapped,
    "one added": _inserted,
    "a chain gone": _chain_gone,
    "the end of a chain gone": _tail_gone,
    "a checkpoint gone": lambda connection: connection.execute(delete(audit_checkpoints).where(audit_checkpoints.c.number == 1)),  # type: ignore[dict-item]
    "a checkpoint signed by somebody else": _forged_checkpoint,
    "a checkpoint rewritten": _checkpoint_rewritten,
    "a head": lambda connection: connection.execute(update(audit_chains).where(audit_chains.c.id == "c1").values(seq=2)),  # type: ignore[dict-item]
}


@pytest.mark.parametrize("tamper", TAMPERS.values(), ids=TAMPERS.keys())
def test_whatever_is_changed_is_found(tamper: Tamper, database: Database) -> None:
    written(database, draft("a"), draft("b"), draft("c"), chain="c1")
    written(database, draft("d"), chain="c2")
    assert verdict_of(database).intact
    assert not tampered(database, tamper).intact


def test_inputs_that_an_act_erased_are_gone_and_the_chain_holds(database: Database) -> None:
    first, second = draft("a"), draft("b")
    writing = written(database, first, second)
    writing.append([erasure(ANYBODY, START, [first.id], "asked for")])
    verdict = verdict_of(database)
    assert verdict.intact, verdict.findings
    assert verdict.erased == 1
    with database.read() as connection:
        inputs = {row.id: row.input for row in connection.execute(select(audit_records.c.id, audit_records.c.input))}
    assert inputs[first.id] is None and inputs[second.id] is not None


def test_a_checkpoint_known_from_elsewhere_must_still_be_there(database: Database) -> None:
    writing = written(database, draft("a"), chain="c1")
    writing.append([draft("b")])
    last = sign_checkpoint(database, KEYS, Clock())
    assert last is not None
    assert verdict_of(database, known=last.hash.hex()).intact

    def everything_since(connection: Connection) -> None:
        connection.execute(delete(audit_checkpoints).where(audit_checkpoints.c.number == 2))
        connection.execute(delete(audit_records).where(_of(3)))
        row = connection.execute(select(audit_records).where(_of(2))).one()
        connection.execute(update(audit_chains).where(audit_chains.c.id == "c1").values(seq=2, hash=row.hash, signed=2))

    assert tampered(database, everything_since).intact, "nobody can tell from inside"
    assert not verdict_of(database, known=last.hash.hex()).intact


def test_a_publication_needs_its_record(database: Database) -> None:
    row = {"owner": "o", "listing_id": "L-1", "version": 2, "record": "none", "item": 0, "inside": b"in", "outside": b"out", "at": START}
    assert not tampered(database, lambda connection: connection.execute(insert(publications), [row])).intact  # type: ignore[arg-type]


def test_records_of_no_chain_are_found(database: Database) -> None:
    writing = journal(database, "c1")
    writing.append([draft("a")])
    if database.kind == "sqlite":
        with database.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("DELETE FROM audit_chains")
        database.close()
        assert not verdict_of(database).intact
