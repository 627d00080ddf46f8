"""The body of a request: read under a cap, refused before it is parsed where it cannot be JSON."""

from __future__ import annotations

from starlette.requests import ClientDisconnect, Request

from service.departure import Departed
from service.problems import Problem
from valuation.catalogue import say

JSON = "application/json"


async def read_json_body(request: Request, limit: int) -> bytes:
    """The raw bytes; 415 for another media type or an encoding, 413 above `limit` bytes (whatever Content-Length claims)."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != JSON:
        kind = say("problems.media_type", found=media_type, expected=JSON) if media_type else say("problems.no_media_type", expected=JSON)
        raise Problem("unsupported_media_type", kind)
    if (encoding := request.headers.get("content-encoding", "identity").lower()) != "identity":
        raise Problem("unsupported_media_type", say("problems.encoding", found=encoding))
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared[:20]) > limit:
        raise _too_large(limit)
    return await _read(request, limit)


async def _read(request: Request, limit: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise _too_large(limit)
            chunks.append(chunk)
    except ClientDisconnect:
        raise Departed from None
    return b"".join(chunks)


def _too_large(limit: int) -> Problem:
    return Problem("too_large", say("problems.body_bytes", limit=limit))
