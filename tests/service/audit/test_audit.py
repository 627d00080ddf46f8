from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import pytest

from service.audit.audit import Audit
from service.audit.draft import Draft
from service.store.database import Database, StorageUnavailable
from tests.service.audit.test_journal import count
from tests.service.audit.writing import draft, journal


class Counts:
    """An observer that writes down what it is told."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self.failed = 0

    def recorded(self, kinds: list[str], seconds: float) -> None:
        assert seconds >= 0
        self.groups.append(kinds)

    def not_recorded(self, records: int) -> None:
        self.failed += records


class Pages:
    """A journal in memory that can be held up, and whose database can go away."""

    def __init__(self) -> None:
        self.groups: list[list[Draft]] = []
        self.gate, self.writing = threading.Event(), threading.Event()
        self.gate.set()
        self.away = self.full = False

    def append(self, drafts: Sequence[Draft]) -> list[Exception | None]:
        self.writing.set()
        assert self.gate.wait(10)
        if self.away:
            raise StorageUnavailable("the database is gone")
        if self.full and drafts:
            raise StorageUnavailable("the disk is full")
        if drafts:
            self.groups.append(list(drafts))
        return [ValueError("not this one") if one.about == "wrong" else None for one in drafts]


def run(pages: Any, calls: Callable[[Audit], Coroutine[Any, Any, None]], counts: Counts | None = None, **how: Any) -> None:
    async def main() -> None:
        async with Audit(pages, counts or Counts(), **how) as audit:
            await calls(audit)

    asyncio.run(asyncio.wait_for(main(), 20))


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.005)


def accepts(audit: Audit) -> bool:
    try:
        audit.require_ready()
    except StorageUnavailable:
        return False
    return True


def test_a_record_is_on_disk_when_it_is_acknowledged(database: Database) -> None:
    async def calls(audit: Audit) -> None:
        for rows in (2, 3):
            await audit.record(draft())
            assert count(database) == rows

    run(journal(database), calls)


def test_who_comes_while_a_group_is_written_is_written_with_the_next_one() -> None:
    pages, counts = Pages(), Counts()

    async def calls(audit: Audit) -> None:
        pages.gate.clear()
        first = asyncio.create_task(audit.record(draft("first")))
        await until(pages.writing.is_set)
        others = [asyncio.create_task(audit.record(draft(str(at)))) for at in range(10)]
        await asyncio.sleep(0.02)
        assert not first.done()
        pages.gate.set()
        await asyncio.gather(first, *others)

    run(pages, calls, counts)
    assert [len(group) for group in pages.groups] == [1, 10]
    assert [one.input for one in pages.groups[1]] == [str(at).encode() for at in range(10)]
    assert counts.groups == [["valuation"], ["valuation"] * 10]


def test_what_a_draft_raises_comes_back_to_its_caller_alone() -> None:
    async def calls(audit: Audit) -> None:
        found = await asyncio.gather(audit.record(draft()), audit.record(draft(about="wrong")), audit.record(draft()), return_exceptions=True)
        assert [type(one) for one in found] == [type(None), ValueError, type(None)]

    run(Pages(), calls)


def test_while_the_database_is_away_nothing_is_acknowledged_and_who_comes_is_refused_at_once() -> None:
    pages, counts = Pages(), Counts()

    async def calls(audit: Audit) -> None:
        pages.away = True
        with pytest.raises(StorageUnavailable, match="gone"):
            await audit.record(draft("lost"))
        await until(lambda: audit.trouble is not None)
        with pytest.raises(StorageUnavailable):
            audit.require_ready()
        with pytest.raises(StorageUnavailable):
            await audit.record(draft("refused"))
        pages.away = False
        await until(lambda: accepts(audit))
        assert audit.trouble is not None  # it is not sent anybody until a record was written, or a while has passed
        await audit.record(draft("kept"))
        assert audit.trouble is None

    run(pages, calls, counts)
    assert [one.input for group in pages.groups for one in group] == [b"kept"]
    assert counts.failed == 1


def test_a_database_that_takes_only_empty_groups_is_not_ready_and_is_not_tried_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.audit.audit.RETRY", 0.05)
    pages, counts = Pages(), Counts()
    pages.full = True

    async def calls(audit: Audit) -> None:
        began = time.monotonic()
        for _ in range(4):
            await until(lambda: accepts(audit))
            with pytest.raises(StorageUnavailable, match="full"):
                await audit.record(draft())
            assert audit.trouble is not None
        assert time.monotonic() - began > 2 * 0.05
        monkeypatch.setattr("service.audit.audit.DOUBT", 0.0)
        await until(lambda: audit.trouble is None)

    run(pages, calls, counts)
    assert counts.failed == 4


def test_a_group_that_is_written_for_too_long_is_held_against_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.audit.audit.STUCK", 0.02)
    pages = Pages()

    async def calls(audit: Audit) -> None:
        pages.gate.clear()
        waiting = asyncio.create_task(audit.record(draft()))
        await until(lambda: audit.trouble is not None)
        assert "not written" in str(audit.trouble) and accepts(audit)
        pages.gate.set()
        await waiting
        assert audit.trouble is None

    run(pages, calls)


def test_who_does_not_get_a_record_in_time_gets_no_acknowledgement_and_no_record_if_it_was_not_begun() -> None:
    pages = Pages()

    async def calls(audit: Audit) -> None:
        pages.gate.clear()
        with pytest.raises(StorageUnavailable, match="in time"):
            await audit.record(draft("begun"), timeout=0.02)
        with pytest.raises(StorageUnavailable, match="in time"):
            await audit.record(draft("waits"), timeout=0.02)
        pages.gate.set()

    run(pages, calls)
    assert [one.input for group in pages.groups for one in group] == [b"begun"]


def test_more_than_can_wait_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = Pages()

    async def calls(audit: Audit) -> None:
        pages.gate.clear()
        first = asyncio.create_task(audit.record(draft()))
        await until(pages.writing.is_set)
        monkeypatch.setattr("service.audit.audit.WAITING_BYTES", 10_000)
        second = asyncio.create_task(audit.record(draft("x" * 20_000)))
        await asyncio.sleep(0.01)
        with pytest.raises(StorageUnavailable, match="too slow"):
            await audit.record(draft())
        pages.gate.set()
        await asyncio.gather(first, second)

    run(pages, calls)


def test_a_group_is_bounded_in_records_and_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = Pages()
    monkeypatch.setattr("service.audit.audit.GROUP", 4)
    monkeypatch.setattr("service.audit.audit.GROUP_BYTES", 50_000)

    async def calls(audit: Audit) -> None:
        pages.gate.clear()
        first = asyncio.create_task(audit.record(draft()))
        await until(pages.writing.is_set)
        others = [asyncio.create_task(audit.record(draft())) for _ in range(6)] + [asyncio.create_task(audit.record(draft("x" * 60_000))) for _ in range(2)]
        await asyncio.sleep(0.01)
        pages.gate.set()
        await asyncio.gather(first, *others)

    run(pages, calls)
    assert [len(group) for group in pages.groups] == [1, 4, 2, 1, 1]


def test_who_has_left_is_not_recorded() -> None:
    pages = Pages()

    async def calls(audit: Audit) -> None:
        pages.gate.clear()
        first = asyncio.create_task(audit.record(draft("stays")))
        await until(pages.writing.is_set)
        second = asyncio.create_task(audit.record(draft("leaves")))
        await asyncio.sleep(0.01)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        pages.gate.set()
        await first

    run(pages, calls)
    assert [one.input for group in pages.groups for one in group] == [b"stays"]


def test_stopping_writes_what_waits_and_signs_the_end() -> None:
    pages, signed = Pages(), []

    async def main() -> None:
        async with Audit(pages, Counts(), checkpoint=lambda: signed.append(len(pages.groups))) as audit:  # type: ignore[arg-type]
            waiting = [asyncio.create_task(audit.record(draft(str(at)))) for at in range(3)]
            await asyncio.sleep(0)
        await asyncio.gather(*waiting)
        with pytest.raises(StorageUnavailable, match="stopping"):
            await audit.record(draft())

    asyncio.run(asyncio.wait_for(main(), 20))
    assert sum(map(len, pages.groups)) == 3
    assert signed == [len(pages.groups)]


def test_checkpoints_are_signed_now_and_then_while_anything_is_recorded() -> None:
    signed: list[int] = []

    async def calls(audit: Audit) -> None:
        await asyncio.sleep(0.05)
        assert not signed
        await audit.record(draft())
        await until(lambda: len(signed) == 1)
        await asyncio.sleep(0.05)
        assert len(signed) == 1
        await audit.record(draft())
        await until(lambda: len(signed) == 2)

    run(Pages(), calls, checkpoint=lambda: signed.append(1), every=0.02)


def test_a_checkpoint_that_fails_is_tried_again_and_stops_nothing() -> None:
    tried: list[int] = []

    def checkpoint() -> None:
        tried.append(1)
        if len(tried) == 1:
            raise StorageUnavailable("gone for a moment")

    async def calls(audit: Audit) -> None:
        await audit.record(draft())
        await until(lambda: len(tried) == 2)
        await audit.record(draft())

    run(Pages(), calls, checkpoint=checkpoint, every=0.02)


def test_a_fault_in_one_group_does_not_end_the_audit() -> None:
    class Faulty(Pages):
        def append(self, drafts: Sequence[Draft]) -> list[Exception | None]:
            if drafts and drafts[0].input == b"fault":
                raise ZeroDivisionError("a fault of ours")
            return super().append(drafts)

    pages = Faulty()

    async def calls(audit: Audit) -> None:
        with pytest.raises(StorageUnavailable):
            await audit.record(draft("fault"))
        await audit.record(draft("kept"))

    run(pages, calls)
    assert [one.input for group in pages.groups for one in group] == [b"kept"]


def test_a_group_that_is_never_written_keeps_nobody_from_ending() -> None:
    pages = Pages()

    async def calls(audit: Audit) -> None:
        pages.gate.clear()
        waiting = asyncio.create_task(audit.record(draft(), 0.05))
        with pytest.raises(StorageUnavailable):
            await waiting

    began = time.monotonic()
    run(pages, calls, last=0.1)
    assert time.monotonic() - began < 2
    pages.gate.set()
