"""Who makes a request: the question that the guard asks before every route, and the answer of a service without keys."""

from __future__ import annotations

from typing import Protocol

from starlette.types import Scope

from service.identity.caller import ANYBODY, Caller


class Identity(Protocol):
    """Knows callers by what their requests carry."""

    async def caller(self, scope: Scope) -> Caller:
        """Whose request it is; Problem `unauthenticated` where it does not say, or says something wrong."""
        ...

    @property
    def stranger(self) -> Caller:
        """Whoever calls a route that asks for nothing."""
        ...


class OpenMode:
    """The open demo mode: whoever reaches the service may do everything."""

    stranger = ANYBODY

    async def caller(self, scope: Scope) -> Caller:
        """Anybody, whatever the request carries."""
        return ANYBODY
