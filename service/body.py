"""The body of a request: read under a cap, refused before it is parsed where it cannot be JSON."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.types import Message, Receive

from service.departure import Departed
from service.problems import Problem
from valuation.catalogue import say

JSON = "application/json"
IDLE = 60.0
"""Seconds without a byte after which a body that has not ended is given up."""
SLOWEST = 1_024
"""Bytes a second that a body must bring in the long run, beside those first seconds: a byte now and then would hold a connection for ever."""
WHOLE = "whole_body"
"""Key of the scope where the server has read the body together with the head, so that nobody need wait for it."""


async def read_json_body(request: Request, limit: int, idle: float = IDLE) -> bytes:
    """The raw bytes; 415 for another media type or an encoding, 413 above `limit` bytes (whatever Content-Length claims), 408 where it does not end."""
    require_media_type(request, JSON)
    require_size(request, limit)
    if WHOLE in request.scope:  # the usual case, and it need not be timed
        return await _read(request.receive, limit)
    return await _read(_in_time(request.receive, idle), limit)


def media_type_of(request: Request) -> str:
    """What the body is said to be, without parameters; "" where nothing is said."""
    return _header(request, b"content-type").partition(";")[0].strip().lower()


def require_media_type(request: Request, expected: str) -> None:
    """415 unless the body is said to be that, and not encoded."""
    if (found := media_type_of(request)) != expected:
        kind = say("problems.media_type", found=found, expected=expected) if found else say("problems.no_media_type", expected=expected)
        raise Problem("unsupported_media_type", kind)
    if (encoding := _header(request, b"content-encoding").lower()) not in ("", "identity"):
        raise Problem("unsupported_media_type", say("problems.encoding", found=encoding))


def require_size(request: Request, limit: int) -> None:
    """413 where the body is said to be longer than `limit` bytes."""
    declared = _header(request, b"content-length")
    if declared.isdigit() and int(declared[:20]) > limit:
        raise _too_large(limit)


def _header(request: Request, name: bytes) -> str:
    """The first header of that name: a few of them are asked for a request, and a mapping of all costs more."""
    for key, value in request.scope["headers"]:
        if key == name:
            found: str = value.decode("latin-1")
            return found
    return ""


def _in_time(receive: Receive, idle: float) -> Receive:
    clock = asyncio.get_running_loop().time
    end, begun = clock() + idle, False

    async def receive_in_time() -> Message:
        nonlocal end, begun
        left = end - clock()
        try:
            async with asyncio.timeout(min(idle, left)):
                message = await receive()
        except TimeoutError:
            why = say("problems.body_waits", seconds=idle) if left >= idle or not begun else say("problems.body_slow", rate=SLOWEST, seconds=idle)
            raise Problem("idle", why) from None
        end, begun = end + len(message.get("body", b"")) / SLOWEST, True
        return message

    return receive_in_time


async def _read(receive: Receive, limit: int) -> bytes:
    chunks: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Departed
        chunk = message.get("body", b"")
        size, more = size + len(chunk), message.get("more_body", False)
        if size > limit:
            raise _too_large(limit)
        chunks.append(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _too_large(limit: int) -> Problem:
    return Problem("too_large", say("problems.body_bytes", limit=limit))
