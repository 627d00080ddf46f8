from __future__ import annotations

import asyncio
import threading

import pytest

from service.succession.own_thread import on_own_thread


def test_the_outcome_of_work_comes_back_and_so_does_its_error() -> None:
    async def story() -> None:
        assert await on_own_thread(lambda: threading.current_thread().daemon) is True
        with pytest.raises(ZeroDivisionError):
            await on_own_thread(lambda: 1 // 0)

    asyncio.run(story())


def test_work_that_nobody_waits_for_any_more_keeps_nobody_waiting() -> None:
    free, ended = threading.Event(), threading.Event()

    def work() -> None:
        free.wait(5)
        ended.set()

    async def story() -> None:
        task = asyncio.create_task(on_own_thread(work))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(story())
    assert not ended.is_set(), "the event loop has ended before the work"
    free.set()
    assert ended.wait(5)
