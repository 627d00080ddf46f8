"""A caller who hangs up is noticed, so that work for nobody is dropped.

An ASGI server does not cancel a handler when its client disconnects; it only says so to whoever listens.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.types import Receive

T = TypeVar("T")


class Departed(Exception):
    """The client closed the connection before its answer was ready."""


async def unless_departed(receive: Receive, work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`; or, if the client goes first, `work` is cancelled and Departed is raised.

    Call it after the request body has been read: the next message can then only be the disconnect.
    """
    job = asyncio.ensure_future(work)
    watcher = asyncio.ensure_future(_disconnected(receive))
    try:
        await asyncio.wait([job, watcher], return_when=asyncio.FIRST_COMPLETED)
        if job.done():
            return job.result()
        raise Departed
    finally:
        watcher.cancel()
        job.cancel()
        await asyncio.gather(job, watcher, return_exceptions=True)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
