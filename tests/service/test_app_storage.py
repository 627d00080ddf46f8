"""The whole service while its database goes away and comes back: no answer that is not recorded, and no restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from service.store.database import Database
from service.store.migrate import migrate
from service.store.tables import audit_records
from tests.service.conftest import FakeScorer
from tests.service.postgres import PostgresServer


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL that may be stopped."""
    started = PostgresServer()
    with closing(Database(started.url)) as database:
        migrate(database)
    yield started
    started.remove()


def value(client: TestClient) -> Any:
    return client.post("/v1/valuations", json={"achievements": [{"text": "one"}]})


def records(server: PostgresServer) -> int:
    with closing(Database(server.url)) as database, database.read() as connection:
        return connection.scalar(select(func.count()).select_from(audit_records).where(audit_records.c.kind == "valuation")) or 0


def test_a_call_is_a_503_while_the_database_is_away_and_answered_once_it_is_back(
    server: PostgresServer, open_client: Callable[..., TestClient], scorer: FakeScorer
) -> None:
    client = open_client(scorer, database_url=server.url)
    before = records(server)
    assert value(client).status_code == 200
    server.stop()
    refused = [value(client) for _ in range(3)]
    server.start()
    assert {answer.status_code for answer in refused} == {503}
    assert {answer.json()["code"] for answer in refused} == {"storage_unavailable"}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in refused)
    assert answered_within(10, client).json()["valuations"][0]["status"] == "valued"
    assert records(server) == before + 2


def answered_within(seconds: float, client: TestClient) -> Any:
    deadline = monotonic() + seconds
    while (answer := value(client)).status_code != 200:
        assert monotonic() < deadline, answer.text
        sleep(0.05)
    return answer
