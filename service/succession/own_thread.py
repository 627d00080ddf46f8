"""Blocking work of unknown length, beside the event loop: a disk or a store that does not answer keeps neither requests waiting nor the process from ending.

One thread for all that loads models, not one each time: what is loaded on many threads leaves its memory scattered over as many arenas (`docs/experiments.md`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")


class OwnThread:
    """A thread, or `count` of them, that begin with their first work. Whoever stops waiting for work leaves it running, for nobody."""

    def __init__(self, name: str, count: int = 1) -> None:
        self._name, self._count = name, count
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads: list[Thread] = []

    async def run(self, work: Callable[[], T]) -> T:
        """What the work returns or raises, once a thread is free for it."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def done() -> None:
            outcome, error = _outcome(work)
            with suppress(RuntimeError):  # the event loop has been closed
                loop.call_soon_threadsafe(_settle, future, outcome, error)

        if len(self._threads) < self._count:
            self._threads.append(Thread(target=self._serve, name=self._name, daemon=True))
            self._threads[-1].start()
        self._work.put(done)
        return await future

    def stop(self) -> None:
        """Ends the threads once they are free."""
        for _ in self._threads:
            self._work.put(None)
        self._threads = []

    def _serve(self) -> None:
        while (work := self._work.get()) is not None:
            work()
            del work  # an idle thread keeps no model


def _outcome(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return work(), None
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the work's outcome
        return None, error


def _settle(future: asyncio.Future[Any], outcome: Any, error: Exception | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(outcome)
    else:
        future.set_exception(error)
