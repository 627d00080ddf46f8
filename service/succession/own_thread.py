"""Blocking work of unknown length, beside the event loop: a disk or a store that does not answer keeps neither requests waiting nor the process from ending.

One thread for all of it, not one each time: what is loaded on many threads leaves its memory scattered over as many arenas (`docs/experiments.md`).
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
    """A thread that begins with its first work. Whoever stops waiting for work leaves it running, for nobody."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: Thread | None = None

    async def run(self, work: Callable[[], T]) -> T:
        """What the work returns or raises, once the work before it is done."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def done() -> None:
            outcome, error = _outcome(work)
            with suppress(RuntimeError):  # the event loop has been closed
                loop.call_soon_threadsafe(_settle, future, outcome, error)

        if self._thread is None:
            self._thread = Thread(target=self._serve, name=self._name, daemon=True)
            self._thread.start()
        self._work.put(done)
        return await future

    def stop(self) -> None:
        """Ends the thread once it is free."""
        self._work.put(None)

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
