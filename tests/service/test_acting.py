"""An act, its record and its answer are there together, or none of them is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select
from starlette.requests import Request
from starlette.responses import Response

from service.acting import acted
from service.audit.audit import Audit
from service.audit.draft import Draft
from service.audit.journal import Journal
from service.audit.key_file import keys_at
from service.audit.seal import Seal
from service.idempotency import Claim, Given, Idempotency
from service.identity.caller import ANYBODY
from service.settings import Settings
from service.store.database import Database
from service.store.tables import audit_records, idempotency, outcomes

AT = datetime(2026, 11, 22, tzinfo=UTC)
ROW = {"id": "o", "owner": "o", "listing_id": "L", "outcome": "unsold", "happened_on": "2026-11-22", "subject": "s", "at": AT}


class Nobody:
    def recorded(self, kinds: list[str], seconds: float) -> None: ...

    def not_recorded(self, records: int) -> None: ...


def done(database: Database, folder: Path, store: Callable[[Connection], Given], times: int = 1) -> list[Response]:
    """The answers to a call that comes so many times, one after the other."""
    keys = keys_at(folder / "audit.key")
    scope = {"type": "http", "method": "POST", "path": "/x", "query_string": b"", "headers": [(b"idempotency-key", b"k")], "caller": ANYBODY}

    async def story() -> list[Response]:
        once = Idempotency(database, Seal(keys), lambda: AT)
        async with Audit(Journal(database, keys, lambda: AT), Nobody()) as audit:
            serving: Any = SimpleNamespace(audit=audit, settings=Settings())

            async def act(claim: Claim) -> Given:
                return await acted(Request(scope), serving, claim, Draft("outcome", ANYBODY, AT, {}), store)

            return [await once.once(Request(scope), b"body", act) for _ in range(times)]

    return asyncio.run(story())


def counted(database: Database) -> list[int]:
    with database.read() as connection:
        acts = select(func.count()).select_from(audit_records).where(audit_records.c.kind == "outcome")
        return [connection.scalar(acts) or 0, *(connection.scalar(select(func.count()).select_from(table)) or 0 for table in (outcomes, idempotency))]


def test_act_record_and_answer_are_stored_together_and_once(database: Database, tmp_path: Path) -> None:
    def store(connection: Connection) -> Given:
        connection.execute(insert(outcomes), ROW)
        return Given(201, b"{}")

    assert [answer.status_code for answer in done(database, tmp_path, store, times=3)] == [201] * 3
    assert counted(database) == [1, 1, 1]


def test_where_the_act_fails_nothing_of_it_is_there(database: Database, tmp_path: Path) -> None:
    def store(connection: Connection) -> Given:
        connection.execute(insert(outcomes), ROW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        done(database, tmp_path, store)
    assert counted(database) == [0, 0, 0]
