"""X-Request-Id: by which caller, answer and log know one request. The caller's own where it can stand in a log, else a made one; echoed in every answer."""

from __future__ import annotations

import random
import re
from contextvars import ContextVar

HEADER = b"x-request-id"
CURRENT: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The request that the running task works for, for what it logs; the door sets it. Threads that the task starts know it too."""

_usable = re.compile(rb"[A-Za-z0-9._-]{1,128}").fullmatch


def request_id_of(given: bytes | None) -> str:
    """What the caller gave, if it is 1 to 128 letters, digits, dots, underscores and hyphens; else 32 random hexadecimal digits."""
    return given.decode("ascii") if given is not None and _usable(given) else f"{random.getrandbits(128):032x}"  # nosec B311 - no secret
