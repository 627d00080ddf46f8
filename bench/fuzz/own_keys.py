"""Before the application: a valid Idempotency-Key becomes one that names no other call. Generated ones are short, and would soon all be taken."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Receive, Scope, Send

HEADER = b"idempotency-key"
_usable = re.compile(rb"[\x21-\x7e]{1,200}").fullmatch
KEPT = 150
"""Characters of a key that are kept before its number."""


@dataclass
class OwnKeys:
    """The application behind it."""

    app: ASGIApp
    numbers: itertools.count[int] = field(default_factory=itertools.count)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["headers"] = [(name, self._own(value) if name == HEADER else value) for name, value in scope["headers"]]
        await self.app(scope, receive, send)

    def _own(self, key: bytes) -> bytes:
        return b"%b-%d" % (key[:KEPT], next(self.numbers)) if _usable(key) else key
