"""The threads that score: work goes in through one queue, outcomes come back to the event loop, and no work can end a thread.

Half the cost of an executor's two futures a batch; and a run that never returns does not keep the process from ending.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")
Deliver = Callable[["T | BaseException"], object]


class ScoringThreads(Generic[T]):
    """`count` threads for one event loop."""

    def __init__(self, count: int, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._work: SimpleQueue[tuple[Callable[[], T], Deliver[T]] | None] = SimpleQueue()
        self._threads = [Thread(target=self._serve, name=f"score-{at}", daemon=True) for at in range(count)]
        for thread in self._threads:
            thread.start()

    def run(self, work: Callable[[], T], deliver: Deliver[T]) -> None:
        """Does the work on a thread; `deliver` is called on the event loop with the outcome, or with the error."""
        self._work.put((work, deliver))

    def stop(self, *, wait: bool) -> None:
        """Ends the threads once they are free; `wait` for that where none of them is stuck."""
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads if wait else ():
            thread.join()

    def _serve(self) -> None:
        while (task := self._work.get()) is not None:
            work, deliver = task
            outcome: T | BaseException
            try:
                outcome = work()
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is the work's outcome
                outcome = error
            with suppress(RuntimeError):  # the event loop has been closed: nobody waits any more
                self._loop.call_soon_threadsafe(deliver, outcome)
            del task, work, deliver, outcome  # an idle thread keeps no rows
