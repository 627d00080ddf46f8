"""The matrix of who may call what: every route of the table × every scope × no, wrong, expired and revoked keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.app import create_app
from service.identity.caller import SCOPES, Scope
from service.identity.guard import Access, Undeclared, declared, require_declared
from service.settings import Settings
from tests.service.conftest import FakeScorer
from tests.service.identity.local_issuer import AUDIENCE, local_issuer
from tests.service.keyed import NOW, headers, key_in

IDENTITY = Path(__file__).parents[2] / "docs" / "identity.md"
PLACES = {"model": "valuation", "version": "0123456789ab"}


@pytest.fixture
def keys(settings: Settings) -> dict[str, str]:
    """The text of a key by the scope that it has, of all of them, and of those that open nothing."""
    found: dict[str, str] = {scope: key_in(settings, scope) for scope in SCOPES}
    found["expired"] = key_in(settings, *SCOPES, expires=NOW)
    found["revoked"] = key_in(settings, *SCOPES, revoked=NOW - timedelta(days=1))
    return found


@pytest.fixture
def client(keys: dict[str, str], open_client: Callable[..., TestClient], scorer: FakeScorer) -> TestClient:
    return open_client(scorer)


def table(app: FastAPI) -> Iterator[tuple[str, str, Access]]:
    """Every method and path of the service, its places filled, and what it declares."""
    for route, access in declared(app):
        places = re.sub(r"{(\w+):\w+}", r"{\1}", str(route.path))
        filled = places.format(**{name: PLACES.get(name, "x") for name in route.param_convertors})
        for method in sorted(route.methods or ()):
            yield method, filled, access


def status(client: TestClient, method: str, path: str, key: str | None) -> int:
    return client.request(method, path, headers={} if key is None else headers(key)).status_code


def test_every_route_lets_in_the_scopes_that_it_declares_and_no_other(client: TestClient, keys: dict[str, str]) -> None:
    wrong = []
    for method, path, access in table(client.app):  # type: ignore[arg-type]
        for scope in SCOPES:
            found = status(client, method, path, keys[scope])
            expected = not access.scopes or scope in access.scopes
            if (found in (401, 403)) is expected or (not expected and found != 403):
                wrong.append((method, path, scope, found))
    assert wrong == []


@pytest.mark.parametrize("shown", ["none", "wrong", "expired", "revoked", "spoilt"])
def test_no_route_but_the_open_ones_lets_in_whoever_is_not_known(client: TestClient, keys: dict[str, str], shown: str) -> None:
    key = {"none": None, "wrong": "val_aaaaaaaa_" + "A" * 43, "spoilt": keys["admin"][:-1] + "!"}.get(shown, keys.get(shown))
    found = {(method, path): (status(client, method, path, key) == 401, access) for method, path, access in table(client.app)}  # type: ignore[arg-type]
    assert len(found) >= 15
    assert [place for place, (refused, access) in found.items() if refused is not bool(access.scopes)] == []


def test_past_the_framework_and_through_it_the_same_are_let_in(client: TestClient, keys: dict[str, str]) -> None:
    def statuses() -> list[int]:
        shown = (None, keys["expired"], keys["admin"], keys["value"])
        return [client.post("/v1/valuations", json={"achievements": [{"text": "a"}]}, headers={} if key is None else headers(key)).status_code for key in shown]

    assert statuses() == [401, 401, 403, 200]
    client.app._hot.takes = lambda scope: False  # type: ignore[attr-defined]
    assert statuses() == [401, 401, 403, 200]


@pytest.mark.parametrize(
    "path", ["/v1/model/", "//v1/model", "/v1/./model", "/v1/%6dodel", "/V1/model", "/v1/model;a", "/live/../v1/model", "/v1/valuations/", "/v1/model%00"]
)
def test_no_spelling_of_a_path_gets_past_the_guard(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (401, 404)
    assert client.post(path).status_code in (401, 404, 405)


def test_a_token_of_the_trusted_issuer_lets_in_with_its_scopes(open_client: Callable[..., TestClient], scorer: FakeScorer) -> None:
    call = {"achievements": [{"text": "a"}]}
    with local_issuer() as issuer:
        trusting = open_client(scorer, oidc_issuer=issuer.url, oidc_audience=AUDIENCE, oidc_view="exchange")

        def post(**claims: object) -> tuple[int, str]:
            token = issuer.token(**claims).decode()  # type: ignore[arg-type]
            answer = trusting.post("/v1/valuations", json=call, headers={"Authorization": f"Bearer {token}"})
            return answer.status_code, answer.json().get("code") or answer.json()["valuations"][0]["audience"]

        assert post() == (200, "exchange")
        assert post(valuation_audience="buyer") == (200, "buyer")
        assert post(scope="openid train") == (403, "forbidden")
        assert post(aud="another") == (401, "unauthenticated")
        assert trusting.post("/v1/valuations", json=call).status_code == 401


def test_where_the_issuer_cannot_be_reached_a_token_is_a_503_and_keys_go_on(
    client: TestClient, keys: dict[str, str], open_client: Callable[..., TestClient], scorer: FakeScorer
) -> None:
    with local_issuer() as issuer:
        token = issuer.token().decode()
    cut_off = open_client(scorer, oidc_issuer=issuer.url, oidc_audience=AUDIENCE)
    answer = cut_off.get("/v1/model", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (503, "issuer_unavailable", "5")
    assert cut_off.get("/v1/model", headers=headers(keys["train"])).status_code == 200


def test_the_docs_say_of_each_route_who_may_call_it(client: TestClient) -> None:
    told = re.findall(r"^\| `([A-Z]+) (\S+)` \| ((?:`[a-z]+`(?:, )?)+|any of them) \|$", IDENTITY.read_text("utf-8"), re.MULTILINE)
    known = {(method, path): set(re.findall("`([a-z]+)`", scopes)) or set(SCOPES) for method, path, scopes in told}
    asked = {(method, str(route.path)): set(access.scopes) for route, access in declared(client.app) if access.scopes for method in route.methods or ()}  # type: ignore[arg-type]
    assert known == asked


def test_a_refusal_says_how_to_get_in(client: TestClient, keys: dict[str, str]) -> None:
    unknown, lacking = client.get("/v1/model"), client.post("/v1/valuations", headers=headers(keys["admin"]))
    assert unknown.headers["WWW-Authenticate"] == 'ApiKey realm="valuation", Bearer realm="valuation"'
    assert (unknown.json()["code"], lacking.json()["code"]) == ("unauthenticated", "forbidden")
    assert "value" in lacking.json()["detail"] and 'scope="value"' in lacking.headers["WWW-Authenticate"]
    assert unknown.headers["content-type"] == lacking.headers["content-type"] == "application/problem+json"


def test_a_new_route_that_does_not_say_who_may_call_it_fails(settings: Settings, scorer: FakeScorer) -> None:
    app = create_app(settings, scorer)
    require_declared(app)
    app.add_api_route("/v1/new", lambda: None)
    with pytest.raises(Undeclared, match="/v1/new"):
        require_declared(app)


@pytest.mark.parametrize("scope", SCOPES)
def test_every_scope_is_told_of_in_the_docs(scope: Scope) -> None:
    assert f"| `{scope}` |" in IDENTITY.read_text("utf-8")


def test_with_keys_no_response_says_that_the_mode_is_open(client: TestClient) -> None:
    for path in ("/", "/live", "/nowhere", "/v1/model"):
        assert "X-Valuation-Mode" not in client.get(path).headers
    assert "OPEN DEMO" not in client.get("/").text


def test_without_any_key_every_response_says_that_the_mode_is_open(open_client: Callable[..., TestClient], scorer: FakeScorer) -> None:
    demo = open_client(scorer)
    for path in ("/", "/live", "/nowhere", "/v1/model"):
        assert demo.get(path).headers["X-Valuation-Mode"] == "open-demo"
    assert demo.post("/v1/valuations", json={"achievements": [{"text": "a"}]}).headers["X-Valuation-Mode"] == "open-demo"
    assert "OPEN DEMO" in demo.get("/").text
