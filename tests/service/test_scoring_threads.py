from __future__ import annotations

import asyncio
import threading
from typing import Any

from service.scoring_threads import ScoringThreads


def test_outcomes_and_errors_come_back_to_the_event_loop_and_no_error_ends_a_thread() -> None:
    async def story() -> None:
        loop = asyncio.get_running_loop()
        threads: ScoringThreads[str] = ScoringThreads(1, loop)
        delivered: asyncio.Queue[tuple[Any, bool]] = asyncio.Queue()

        def deliver(outcome: Any) -> None:
            delivered.put_nowait((outcome, threading.current_thread() is threading.main_thread()))

        def exits() -> str:
            raise SystemExit(3)

        threads.run(exits, deliver)
        threads.run(lambda: threading.current_thread().name, deliver)
        (error, at_home), (name, also_at_home) = await delivered.get(), await delivered.get()
        assert isinstance(error, SystemExit)
        assert (name, at_home, also_at_home) == ("score-0", True, True)
        threads.stop(wait=True)

    asyncio.run(story())


def test_two_threads_work_at_the_same_time() -> None:
    async def story() -> None:
        threads: ScoringThreads[int] = ScoringThreads(2, asyncio.get_running_loop())
        both = threading.Barrier(2, timeout=10)
        delivered: asyncio.Queue[Any] = asyncio.Queue()
        threads.run(both.wait, delivered.put_nowait)
        threads.run(both.wait, delivered.put_nowait)
        assert {await delivered.get(), await delivered.get()} == {0, 1}
        threads.stop(wait=True)

    asyncio.run(story())


def test_a_stuck_thread_is_not_waited_for_and_its_outcome_is_dropped() -> None:
    gate, ended = threading.Event(), threading.Event()

    def stuck() -> None:
        gate.wait(10)
        ended.set()

    async def story() -> None:
        threads: ScoringThreads[None] = ScoringThreads(1, asyncio.get_running_loop())
        threads.run(stuck, lambda _: None)
        threads.stop(wait=False)

    asyncio.run(story())
    gate.set()
    assert ended.wait(10)
