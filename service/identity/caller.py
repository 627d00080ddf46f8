"""Who calls, and what they may do. A route declares which scopes let one in; for whom its answers are made follows from the caller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from starlette.requests import Request
from starlette.types import Scope as Asgi

from valuation.audience import AUDIENCES, Audience, sees_interval

Scope = Literal["value", "appraise", "confirm", "train", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)


@dataclass(frozen=True, slots=True)
class Caller:
    """A person or a program. `subject` is `key:<prefix>`, `oidc:<issuer>#<sub>` or `open`; `audience` None lets them ask for any (the open demo mode);
    `quota` is in valuations a minute, None for the service's own.
    """

    subject: str
    name: str
    owner: str
    scopes: frozenset[Scope]
    audience: Audience | None
    quota: int | None = None

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """For whom this caller may ask an answer, their own view first: an insider may also ask what an outsider would be shown."""
        if self.audience is None:
            return AUDIENCES
        others = tuple(audience for audience in AUDIENCES if not sees_interval(audience) and audience != self.audience)
        return (self.audience, *(others if sees_interval(self.audience) else ()))


ANYBODY = Caller("open", "open demo mode", "open", frozenset(SCOPES), None)
"""Whoever calls a service on loopback that has no keys."""

NOBODY = Caller("nobody", "nobody known", "nobody", frozenset(), "public")
"""Whoever calls a route that is open: nobody asks."""


def caller_of(request: Request) -> Caller:
    """Who makes this request, as the guard found out."""
    return caller_in(request.scope)


def caller_in(scope: Asgi) -> Caller:
    """The same of a request's scope."""
    found: Caller = scope["caller"]
    return found
