from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.problems import Problem
from service.spool import IN_MEMORY, Spool
from service.store.database import StorageUnavailable


def sent(parts: Sequence[bytes], *, whole: bool = True) -> Callable[[], Awaitable[dict[str, Any]]]:
    """An ASGI receive that gives those parts, then the end of the body where it is whole, then the disconnect."""
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages += [{"type": "http.request", "body": b"", "more_body": False}] if whole else []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    return receive


@given(st.lists(st.binary(max_size=50), max_size=12), st.integers(1, 40))
def test_what_was_sent_is_read_in_order_whatever_the_pieces(parts: list[bytes], size: int) -> None:
    async def story() -> bytes:
        with Spool(10_000, 10.0) as spool:
            filling = asyncio.create_task(spool.fill(sent(parts)))
            found = b""
            while piece := await (spool.exactly(size) if len(found) % 2 else spool.some(size)):
                assert len(piece) <= size
                found += piece
            await filling
            return found

    assert asyncio.run(story()) == b"".join(parts)


def test_reading_the_connection_never_waits_for_the_reader() -> None:
    async def story() -> None:
        with Spool(10 * IN_MEMORY, 10.0) as spool:
            await spool.fill(sent([b"x" * IN_MEMORY] * 5))
            assert len(await spool.exactly(5 * IN_MEMORY)) == 5 * IN_MEMORY
            assert await spool.some(1) == b""

    asyncio.run(story())


def test_fewer_bytes_than_asked_for_are_the_end() -> None:
    async def story() -> None:
        with Spool(100, 10.0) as spool:
            await spool.fill(sent([b"abc"]))
            assert await spool.exactly(8) == b"abc"

    asyncio.run(story())


def test_a_client_who_sends_nothing_for_too_long_is_told() -> None:
    async def story() -> None:
        with Spool(100, 0.01) as spool:
            with pytest.raises(Problem) as caught:
                await spool.some(1)
            assert caught.value.status == 408

    asyncio.run(story())


def test_a_reader_who_waits_meets_the_limit_as_a_problem() -> None:
    async def story() -> None:
        with Spool(5, 10.0) as spool:
            reading = asyncio.create_task(spool.exactly(100))
            await spool.fill(sent([b"abc", b"def", b"ghi"]))
            with pytest.raises(Problem) as caught:
                await reading
            assert caught.value.status == 413

    asyncio.run(story())


def test_a_full_disk_is_a_storage_that_is_not_available(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    async def story() -> None:
        with Spool(10_000, 10.0) as spool:
            monkeypatch.setattr(spool._file, "write", full)
            await spool.fill(sent([b"a", b"b"]))
            with pytest.raises(StorageUnavailable, match="No space"):
                await spool.some(10)
        with Spool(10_000, 10.0) as spool:
            await spool.fill(sent([b"a"]))
            monkeypatch.setattr(spool._file, "seek", full)
            with pytest.raises(StorageUnavailable, match="No space"):
                await spool.some(10)

    asyncio.run(story())
