from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from service.audit.audit import Audit
from service.audit.erasure import expired
from service.audit.retention import erase_expired, keep_erasing
from service.store.database import Database, StorageUnavailable
from tests.service.audit.test_audit import Counts
from tests.service.audit.writing import START, draft, journal


def test_every_old_input_is_erased_however_many_there_are(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.audit.erasure.AT_ONCE", 2)
    writing = journal(database)
    writing.append([draft(str(at), at=START - timedelta(days=10)) for at in range(5)] + [draft("new")])

    async def main() -> int:
        async with Audit(writing, Counts()) as audit:
            return await erase_expired(database, audit, START - timedelta(days=1), lambda: START)

    assert asyncio.run(main()) == 5
    with database.read() as connection:
        assert expired(connection, START - timedelta(days=1)) == []
        assert len(expired(connection, START + timedelta(days=1))) == 1


def test_nothing_is_erased_where_everything_is_kept(database: Database) -> None:
    asyncio.run(asyncio.wait_for(keep_erasing(database, None, 0, lambda: START), 5))  # type: ignore[arg-type]


def test_a_database_that_is_away_is_tried_again() -> None:
    tried: list[int] = []

    class Away:
        async def run(self, _: object) -> None:
            tried.append(1)
            raise StorageUnavailable("gone")

    async def main() -> None:
        erasing = asyncio.create_task(keep_erasing(Away(), None, 1, lambda: START, every=0.001))  # type: ignore[arg-type]
        async with asyncio.timeout(5):
            while len(tried) < 3:
                await asyncio.sleep(0.001)
        erasing.cancel()

    asyncio.run(main())


def test_whatever_goes_wrong_the_next_look_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    async def broken(*_: object) -> int:
        tried.append(1)
        raise OverflowError("a fault of ours")

    async def main() -> None:
        monkeypatch.setattr("service.audit.retention.erase_expired", broken)
        erasing = asyncio.create_task(keep_erasing(None, None, 1, lambda: START, every=0.001))  # type: ignore[arg-type]
        async with asyncio.timeout(5):
            while len(tried) < 3:
                await asyncio.sleep(0.001)
        erasing.cancel()

    asyncio.run(main())
