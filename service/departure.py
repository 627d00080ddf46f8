"""A caller who hangs up is noticed, so that work for nobody is dropped.

An ASGI server does not cancel a handler when its client disconnects; it only says so to whoever listens. Most answers are there before listening would
pay, so the listener starts late.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.types import Receive

T = TypeVar("T")

PATIENCE = 0.05
"""Seconds until anybody listens; who leaves sooner is noticed then. Listening costs 25 us, and a busy server answers most calls before."""


class Departed(Exception):
    """The client closed the connection before its answer was ready."""


async def unless_departed(receive: Receive, work: Coroutine[Any, Any, T], *, patience: float = PATIENCE) -> T:
    """The result of `work`; or, if the client goes first, `work` is cancelled and Departed is raised. `patience` is in seconds.

    Call it after the request body has been read: the next message can then only be the disconnect.
    """
    watch = _Watch(receive)
    starting = watch.loop.call_later(patience, watch.start)
    try:
        return await work
    except asyncio.CancelledError:
        # uncancel() as asyncio.timeout does: whoever else has cancelled this task too is still obeyed
        if watch.departed and watch.caller.uncancel() <= watch.cancelled_before:
            raise Departed from None
        raise
    finally:
        starting.cancel()
        watch.stop()


class _Watch:
    """Listens for the disconnect and then cancels the task that is being worked in."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._listener: asyncio.Task[None] | None = None
        self.loop = asyncio.get_running_loop()
        caller = asyncio.current_task()
        assert caller is not None
        self.caller, self.cancelled_before, self.departed = caller, caller.cancelling(), False

    def start(self) -> None:
        self._listener = self.loop.create_task(self._listen())

    def stop(self) -> None:
        if self._listener is not None:
            self._listener.cancel()

    async def _listen(self) -> None:
        try:
            while (await self._receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            # not raised on: the task would keep the error, it its frames, and they the task, and a server full of such rings stands still for the collector
            return
        self.departed = True
        self.caller.cancel()
