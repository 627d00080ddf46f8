"""No route is served that does not say who may call it, and whoever may not is told why."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from fastapi import Body, Depends, FastAPI

from service.app import create_app
from service.identity.caller import NOBODY, Caller
from service.identity.guard import ANY_SCOPE, OPEN, Access, Undeclared, access_of, declared, needs, require_declared
from service.problems import Problem
from service.settings import Settings
from tests.service.conftest import FakeScorer


def route(path: str, *dependencies: Any) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.add_api_route(path, lambda: None, dependencies=list(dependencies))
    return app


@pytest.mark.parametrize("dependency", [OPEN, ANY_SCOPE, needs("confirm", "admin")])
def test_a_route_that_says_who_may_call_it_is_served(dependency: Any) -> None:
    require_declared(route("/a", dependency))


def test_a_route_that_does_not_say_is_not_served() -> None:
    with pytest.raises(Undeclared, match=r"/a does not declare"):
        require_declared(route("/a", Depends(lambda: None)))


def test_what_the_framework_adds_by_itself_is_not_served() -> None:
    with pytest.raises(Undeclared, match=r"/openapi.json"):
        require_declared(FastAPI())


def test_no_body_is_read_before_the_guard_is_asked() -> None:
    app = route("/a", OPEN)

    @app.post("/b", dependencies=[OPEN])
    def takes_a_body(body: Annotated[dict[str, str], Body()]) -> None: ...

    with pytest.raises(Undeclared, match="/b lets the framework read its body"):
        require_declared(app)


def test_every_route_of_the_service_declares_itself_once(settings: Settings, scorer: FakeScorer) -> None:
    found = {(method, found.path): access for found, access in declared(create_app(settings, scorer)) for method in found.methods or ()}
    assert found["POST", "/v1/valuations"] == found["POST", "/v2/models/{model}/infer"] == Access(("value",))
    assert [path for (method, path), access in found.items() if not access.scopes] == [
        *("/v2/health/live", "/v2/health/ready", "/live", "/ready", "/metrics", "/", "/openapi.json")
    ]


def test_a_scope_must_be_named() -> None:
    with pytest.raises(ValueError, match="OPEN"):
        needs()
    assert access_of([Depends(lambda: None)]) is None


class Known:
    """An identity that knows everybody by one name."""

    def __init__(self, *scopes: Any) -> None:
        self._caller = Caller("key:a", "a", "o", frozenset(scopes), "seller")

    async def caller(self, scope: Any) -> Caller:
        return self._caller


class State:
    def __init__(self, identity: Known) -> None:
        self.identity = identity


def admitted(access: Access, *scopes: str) -> Caller:
    import asyncio

    scope: dict[str, Any] = {"state": {"running": State(Known(*scopes))}}
    asyncio.run(access.admit(scope))
    found: Caller = scope["caller"]
    return found


def test_any_one_of_the_scopes_lets_in() -> None:
    assert admitted(Access(("confirm", "admin")), "admin").subject == "key:a"


def test_whoever_has_none_of_them_is_told_which() -> None:
    with pytest.raises(Problem, match="confirm, admin") as caught:
        admitted(Access(("confirm", "admin")), "value", "train")
    assert caught.value.status == 403 and 'scope="confirm admin"' in caught.value.headers["WWW-Authenticate"]


def test_an_open_route_asks_nobody() -> None:
    assert admitted(Access()) is NOBODY
