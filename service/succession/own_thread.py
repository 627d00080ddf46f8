"""Blocking work of unknown length, beside the event loop: a disk or a store that does not answer keeps neither requests waiting nor the process from ending."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def on_own_thread(work: Callable[[], T]) -> T:
    """What the work returns or raises. Whoever stops waiting leaves it running, for nobody."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(outcome: T | None, error: BaseException | None) -> None:
        if future.done():
            return
        if error is None:
            future.set_result(outcome)  # type: ignore[arg-type]
        else:
            future.set_exception(error)

    def run() -> None:
        outcome, error = None, None
        try:
            outcome = work()
        except Exception as raised:  # noqa: BLE001 - whatever it is, it is the work's outcome
            error = raised
        with suppress(RuntimeError):  # the event loop has been closed
            loop.call_soon_threadsafe(settle, outcome, error)

    Thread(target=run, name="succession", daemon=True).start()
    return await future
