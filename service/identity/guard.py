"""The guard in front of every route: a route declares which scopes let one in, or that it is open, and cannot be served without saying so.

    @router.post("/v1/outcomes", dependencies=[needs("confirm", "admin")])    # either of the two lets in
    @router.get("/live", dependencies=[OPEN])

What a route needs is found at the route that answers, never from the path as it was written by a caller, so that no spelling of a path gets past it.
The handler, and whatever it calls, finds the caller with `caller_of(request)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fastapi import Depends, FastAPI
from fastapi.params import Depends as Dependency
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.requests import Request
from starlette.types import Scope as Asgi

from service.identity.caller import NOBODY, SCOPES, Scope
from service.problems import Problem
from valuation.catalogue import say


class Undeclared(Exception):
    """A route does not say who may call it: the service is not fit to be started."""


@dataclass(frozen=True, slots=True)
class Access:
    """Any one of these scopes lets a caller in; where there are none, nobody is asked who they are."""

    scopes: tuple[Scope, ...] = ()

    async def __call__(self, request: Request) -> None:
        """As FastAPI calls it before a handler."""
        await self.admit(request.scope)

    async def admit(self, scope: Asgi) -> None:
        """Puts the caller into the request's scope; Problem where they may not pass."""
        if not self.scopes:
            scope["caller"] = NOBODY
            return
        caller = await scope["state"]["running"].identity.caller(scope)
        if caller.scopes.isdisjoint(self.scopes):
            raise forbidden_scope(self.scopes)
        scope["caller"] = caller


def needs(*scopes: Scope) -> Dependency:
    """What a route that is not open declares among its `dependencies`: any one of the scopes lets in."""
    if not scopes:
        raise ValueError("name a scope, or use OPEN or ANY_SCOPE")
    found: Dependency = Depends(Access(scopes))
    return found


OPEN: Dependency = Depends(Access())
"""What a route declares that everybody may call."""
ANY_SCOPE = needs(*SCOPES)
"""What a route declares that every known caller may call."""


def access_of(dependencies: Iterable[Dependency]) -> Access | None:
    """What a route's dependencies declare; None where they say nothing."""
    return next((one.dependency for one in dependencies if isinstance(one.dependency, Access)), None)


def declared(app: FastAPI) -> Iterator[tuple[RouteContext, Access]]:
    """Every route with what it needs; Undeclared at the first that does not say, or that FastAPI would read a body for before the guard is asked."""
    for route in iter_route_contexts(app.routes):
        access = access_of(route.dependencies) if isinstance(route.original_route, APIRoute) else None
        if access is None:
            raise Undeclared(f"{route.path} does not declare who may call it: add `dependencies=[needs(...)]` or `dependencies=[OPEN]`")
        if route.body_field is not None:
            raise Undeclared(f"{route.path} lets the framework read its body before the guard: read it in the handler (`service/body.py`)")
        yield route, access


def require_declared(app: FastAPI) -> None:
    """Undeclared where a route does not say who may call it."""
    for _ in declared(app):
        pass


def forbidden_scope(scopes: tuple[Scope, ...]) -> Problem:
    """The problem of a caller who has none of the scopes."""
    named = " ".join(scopes)
    headers = {"WWW-Authenticate": f'Bearer realm="valuation", error="insufficient_scope", scope="{named}"'}
    return Problem("forbidden", say("problems.no_scope", scopes=", ".join(scopes)), headers=headers)
