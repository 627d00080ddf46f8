"""One chain being written: groups of records, each group in one transaction. Blocking, and for one thread at a time.

Nothing is taken for written before the database said so. Where it did not say, the chain's head is read again before anything follows it: a commit whose
answer was lost may have been made.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from service.audit.draft import Draft
from service.audit.key_file import AuditKeys, key_name
from service.audit.record import Head, row_of
from service.audit.runtime import runtime, worker_name
from service.audit.seal import Seal
from service.identity.caller import Caller
from service.store.database import Database
from service.store.prepared import Prepared
from service.store.tables import audit_chains, audit_records

WORKER = Caller("service", "the service itself", "service", frozenset(), None)
"""Who does what nobody asked for: opening a chain, erasing what is too old, taking over a new champion."""


ROW = ("chain", "seq", "id", "kind", "subject", "owner", "at", "about", "body", "hash", "input", "output")
"""What is written of a record."""


class Journal:
    """The chain of one process. `clock` is aware, in UTC."""

    def __init__(self, database: Database, keys: AuditKeys, clock: Callable[[], datetime], chain: str | None = None) -> None:
        self._database, self._clock = database, clock
        self._seal, self._tie = Seal(keys), keys.ties[0]
        self._head = Head.start(chain or os.urandom(16).hex())
        dialect = database.engine.dialect
        self._insert = Prepared(insert(audit_records), dialect, ROW)
        own = update(audit_chains).where(audit_chains.c.id == bindparam("its_id"))
        self._go_on = Prepared(own.values(seq=bindparam("its_seq"), hash=bindparam("its_hash")), dialect)
        self._certain = False  # whether `_head` is what the database holds

    @property
    def head(self) -> Head:
        """Where the chain ends, as far as this process knows."""
        return self._head

    def append(self, drafts: Sequence[Draft]) -> list[Exception | None]:
        """Writes a group in one transaction; for each draft None, or what it raised itself, which leaves that one out.

        Raises StorageUnavailable, and whatever else the database raises, with nothing written as far as can be known.
        """
        troubles: list[Exception | None] = []
        certain, self._certain = self._certain, False
        with self._database.begin() as connection:
            head = self._head if certain else self._found(connection)
            rows = []
            for draft in drafts:
                made = self._made(connection, draft, head)
                troubles.append(made if isinstance(made, Exception) else None)
                if not isinstance(made, Exception):
                    row, head = made
                    rows.append(row)
            if rows:
                connection.exec_driver_sql(*self._insert.of(rows))
            if rows or not certain:  # an empty group tries whether the database takes anything
                connection.exec_driver_sql(*self._go_on.of([{"its_id": head.chain, "its_seq": head.seq, "its_hash": head.hash}]))
        self._head, self._certain = head, True
        return troubles

    def _made(self, connection: Connection, draft: Draft, head: Head) -> tuple[dict[str, Any], Head] | Exception:
        """The draft's row and the head behind it, with what it brings along written in a savepoint; what it raised, unless the database itself is away."""
        savepoint = None if draft.also is None else connection.begin_nested()
        try:
            if draft.also is not None:
                draft.also(connection)
            made = row_of(draft, head, self._seal, self._tie)
        except Exception as error:
            if savepoint is not None:
                if not savepoint.is_active:  # the whole transaction went with it
                    raise
                savepoint.rollback()
            return error
        if savepoint is not None:
            savepoint.commit()
        return made

    def _found(self, connection: Connection) -> Head:
        """The head as the database has it; opens the chain where it does not exist yet."""
        chain = self._head.chain
        row = connection.execute(select(audit_chains.c.seq, audit_chains.c.hash).where(audit_chains.c.id == chain)).first()
        if row is not None:
            return Head(chain, row.seq, row.hash)
        worker, now = worker_name(), self._clock()
        opening, head = row_of(Draft("open", WORKER, now, {"worker": worker, **runtime()}), Head.start(chain), self._seal, self._tie)
        connection.execute(insert(audit_chains).values(id=chain, worker=worker, key=key_name(self._tie), started=now, seq=head.seq, hash=head.hash, signed=0))
        connection.execute(insert(audit_records), [opening])
        return head
