"""The hot route past the framework: the same handler, door and problems, without what a framework does around every request.

FastAPI's layers cost more a request than the whole of the rest (`docs/latency.md`). The route stays declared in it, for OpenAPI and for whatever
this one does not take (another method, a mounted path), and both call the same function.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from service.identity.guard import Access
from service.problems import KNOWN, answer_of

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Template:
    """The route's path, as the door labels what it counts."""

    path: str


class HotRoute:
    """One method of one path as a plain ASGI application."""

    def __init__(self, method: str, path: str, handler: Handler, access: Access) -> None:
        self._method, self._handler, self._access, self._template = method, handler, access, Template(path)

    def takes(self, scope: Scope) -> bool:
        """Whether a request is this route's."""
        return bool(scope["type"] == "http" and scope["path"] == self._template.path and scope["method"] == self._method)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["route"] = self._template
        try:
            await self._access.admit(scope)
            response = await self._handler(Request(scope, receive))
        except KNOWN as error:
            response = answer_of(scope, error)
        await response(scope, receive, send)
