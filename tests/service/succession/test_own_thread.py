from __future__ import annotations

import asyncio
import threading
import time

import pytest

from service.succession.own_thread import OwnThread


def test_the_outcome_of_work_comes_back_and_so_does_its_error() -> None:
    async def story() -> None:
        own = OwnThread("own")
        assert await own.run(lambda: threading.current_thread().daemon) is True
        with pytest.raises(ZeroDivisionError):
            await own.run(lambda: 1 // 0)
        own.stop()

    asyncio.run(story())


def test_all_work_is_done_on_one_thread_in_order() -> None:
    async def story() -> None:
        own, done = OwnThread("own"), []

        def work(at: int) -> int:
            done.append(at)
            return threading.get_ident()

        found = await asyncio.gather(*(own.run(lambda at=at: work(at)) for at in range(5)))  # type: ignore[misc]
        assert len(set(found)) == 1 and found[0] != threading.get_ident() and done == [0, 1, 2, 3, 4]
        own.stop()

    asyncio.run(story())


def test_work_that_nobody_waits_for_any_more_keeps_nobody_waiting() -> None:
    free, ended = threading.Event(), threading.Event()

    def work() -> None:
        free.wait(5)
        ended.set()

    async def story() -> None:
        own = OwnThread("own")
        task = asyncio.create_task(own.run(work))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        own.stop()

    asyncio.run(story())
    assert not ended.is_set(), "the event loop has ended before the work"
    free.set()
    assert ended.wait(5)


def test_the_thread_ends_with_its_owner() -> None:
    async def story() -> None:
        own = OwnThread("own of this test")
        await own.run(lambda: None)
        own.stop()

    asyncio.run(story())
    end = time.monotonic() + 5
    while "own of this test" in {thread.name for thread in threading.enumerate()}:
        assert time.monotonic() < end


def test_several_threads_do_not_wait_for_one_that_is_stuck() -> None:
    async def story() -> None:
        several, go_on = OwnThread("several", 2), threading.Event()
        stuck = asyncio.create_task(several.run(go_on.wait))
        await asyncio.sleep(0)
        assert await asyncio.wait_for(several.run(lambda: 1), 1) == 1
        go_on.set()
        assert await stuck
        several.stop()

    asyncio.run(story())
