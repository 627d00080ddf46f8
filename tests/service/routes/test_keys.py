"""/v1/keys: whoever administers the service makes, rotates and ends keys; each change holds at once and is recorded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from service.settings import Settings
from service.store.database import Database, StorageUnavailable
from service.store.tables import audit_records
from tests.service.conftest import FakeScorer
from tests.service.keyed import headers, key_in

TERMS: dict[str, Any] = {"name": "sweep", "owner": "exchange", "scopes": ["value"], "audience": "exchange", "quota": 60}
CALL = {"achievements": [{"text": "a"}]}


@pytest.fixture
def admin(settings: Settings) -> dict[str, str]:
    return headers(key_in(settings, "admin", owner="operators"))


@pytest.fixture
def client(admin: dict[str, str], open_client: Callable[..., TestClient], scorer: FakeScorer) -> TestClient:
    return open_client(scorer)


def made(client: TestClient, admin: dict[str, str], once: str = "k-1", **changes: Any) -> Any:
    return client.post("/v1/keys", json=TERMS | changes, headers={"Idempotency-Key": once, **admin})


def values(client: TestClient, text: str) -> int:
    return client.post("/v1/valuations", json=CALL, headers=headers(text)).status_code


def test_a_key_opens_at_once_and_its_text_is_shown_once(client: TestClient, admin: dict[str, str]) -> None:
    answer = made(client, admin)
    assert answer.status_code == 201
    text, key = answer.json()["text"], answer.json()["key"]
    assert values(client, text) == 200 and text.startswith(f"val_{key['id']}_")
    assert {name: key[name] for name in TERMS} == TERMS
    listed = client.get("/v1/keys", headers=admin)
    assert [one["name"] for one in listed.json()["keys"]] == ["test", "sweep"]
    assert text[13:] not in listed.text and "digest" not in listed.text


def test_the_same_call_again_gets_the_same_key(client: TestClient, admin: dict[str, str]) -> None:
    first, again = made(client, admin), made(client, admin)
    assert first.json() == again.json() and again.headers["Idempotency-Replayed"] == "true"
    assert made(client, admin, name="another").status_code == 422
    assert len(client.get("/v1/keys", headers=admin).json()["keys"]) == 2


def test_a_key_is_rotated_and_the_old_one_goes_on_for_the_grace(client: TestClient, admin: dict[str, str]) -> None:
    old = made(client, admin).json()
    answer = client.post(f"/v1/keys/{old['key']['id']}/rotate", json={"grace": 60}, headers={"Idempotency-Key": "r", **admin})
    new = answer.json()
    assert answer.status_code == 201 and values(client, old["text"]) == values(client, new["text"]) == 200
    assert {name: new["key"][name] for name in TERMS} == TERMS
    kept = {key["id"]: key for key in client.get("/v1/keys", headers=admin).json()["keys"]}
    assert (kept[old["key"]["id"]]["rotated_to"], kept[old["key"]["id"]]["expires"]) == (new["key"]["id"], "2026-11-22T09:01:00Z")
    again = client.post(f"/v1/keys/{old['key']['id']}/rotate", json={}, headers={"Idempotency-Key": "r2", **admin})
    assert (again.status_code, again.json()["code"]) == (409, "key_ended")


def test_without_a_grace_the_old_one_ends_at_once(client: TestClient, admin: dict[str, str]) -> None:
    old = made(client, admin).json()
    client.post(f"/v1/keys/{old['key']['id']}/rotate", json={"grace": 0}, headers={"Idempotency-Key": "r", **admin})
    assert values(client, old["text"]) == 401


def test_a_revoked_key_opens_nothing_from_now_on(client: TestClient, admin: dict[str, str]) -> None:
    key = made(client, admin).json()
    assert client.delete(f"/v1/keys/{key['key']['id']}", headers=admin).status_code == 204
    assert values(client, key["text"]) == 401
    again = client.delete(f"/v1/keys/{key['key']['id']}", headers=admin)
    assert (again.status_code, again.json()["code"]) == (409, "key_ended")


def test_each_change_is_recorded_with_whoever_made_it(client: TestClient, admin: dict[str, str], settings: Settings) -> None:
    key = made(client, admin).json()["key"]["id"]
    client.post(f"/v1/keys/{key}/rotate", json={}, headers={"Idempotency-Key": "r", **admin})
    client.delete(f"/v1/keys/{key}", headers=admin)
    with closing(Database(settings.storage)) as database, database.read() as connection:
        acts = [row for row in connection.execute(select(audit_records).order_by(audit_records.c.seq)) if row.kind == "key"]
    assert [row.subject for row in acts] == [f"key:{admin['X-API-Key'][4:12]}"] * 3 and acts[0].about == acts[2].about == key


@pytest.mark.parametrize(("method", "path"), [("POST", "/v1/keys/aaaaaaaa/rotate"), ("DELETE", "/v1/keys/aaaaaaaa")])
def test_a_key_that_there_is_not_is_not_found(client: TestClient, admin: dict[str, str], method: str, path: str) -> None:
    answer = client.request(method, path, json={} if method == "POST" else None, headers={"Idempotency-Key": "x", **admin})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "malformed"),
        (b"[]", 422, "invalid_input"),
        (b"{}", 422, "invalid_input"),
        (b'{"name":"a","owner":"b","scopes":["root"],"audience":"public"}', 422, "invalid_input"),
        (b'{"name":"a","owner":"b","scopes":["value"],"audience":"public","expires":"2026-11-22T08:00:00Z"}', 422, "invalid_input"),
        (b'{"name":"\\u0000","owner":"b","scopes":["value"],"audience":"public"}', 422, "invalid_input"),
        (b'{"name":"\\ud800","owner":"b","scopes":["value"],"audience":"public"}', 400, "malformed"),
        (b'{"name":"a","owner":"b","scopes":["value"],"audience":"public","quota":99999999999}', 422, "invalid_input"),
    ],
)
def test_what_makes_no_key_says_why(client: TestClient, admin: dict[str, str], body: bytes, status: int, code: str) -> None:
    answer = client.post("/v1/keys", content=body, headers={"Content-Type": "application/json", "Idempotency-Key": "x", **admin})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_key_that_could_not_be_recorded_is_none(client: TestClient, admin: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    from service.audit.audit import Audit

    async def away(*_: object) -> None:
        raise StorageUnavailable("gone")

    with monkeypatch.context() as patched:
        patched.setattr(Audit, "record", away)
        answer = made(client, admin)
    assert (answer.status_code, answer.json()["code"]) == (503, "storage_unavailable")
    assert len(client.get("/v1/keys", headers=admin).json()["keys"]) == 1
    assert made(client, admin).status_code == 201


def test_the_first_key_ends_the_open_demo_mode_at_once(open_client: Callable[..., TestClient], scorer: FakeScorer, tmp_path: Any, settings: Settings) -> None:
    demo = open_client(scorer)
    assert demo.get("/v1/model").headers["X-Valuation-Mode"] == "open-demo"
    answer = made(demo, {})
    assert answer.status_code == 201
    assert "X-Valuation-Mode" not in demo.get("/").headers and demo.get("/v1/model").status_code == 401
    assert values(demo, answer.json()["text"]) == 200
