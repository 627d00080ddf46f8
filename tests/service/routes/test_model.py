from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from service.store.database import Database
from service.store.tables import audit_records
from tests.service.succession.conftest import ChampionFolder


@pytest.fixture
def champion_folder(tiny_bundle: Path, tmp_path: Path) -> ChampionFolder:
    return ChampionFolder(tmp_path / "champion", tiny_bundle)


def kinds(kept: Path) -> list[str]:
    database = Database(f"sqlite:///{kept / 'valuation.db'}")
    with database.read() as connection:
        found = [row.kind for row in connection.execute(select(audit_records.c.kind).order_by(audit_records.c.seq))]
    database.close()
    return found


def test_the_model_says_what_it_learned_and_what_it_reads(client: TestClient) -> None:
    model = client.get("/v1/model").json()
    assert (model["name"], model["simulated"], model["currency"]) == ("fake", True, "CNY")
    assert [one["name"] for one in model["attributes"]] == ["contract_type", "phase", "team", "years_to_market"]
    assert model["price"]["rows"] == 100
    assert set(model["scores"]) == {"scientific", "economic"}
    assert model["limits_sentence"]["zh"]


def test_the_model_says_that_nothing_is_watched_where_nothing_is(client: TestClient) -> None:
    model = client.get("/v1/model").json()
    assert (model["watching"], model["refused"], model["challenger"]) == (False, None, None)


def test_a_reload_follows_the_pointer_and_is_recorded(open_client: Callable[..., TestClient], champion_folder: ChampionFolder, kept: Path) -> None:
    first = champion_folder.publish("one")
    client = open_client(None, bundle=champion_folder.folder, watch=3_600.0)
    assert client.get("/v1/model").json()["watching"] is True
    assert client.post("/v1/model/reload").json()["outcome"] == "unchanged"
    second = champion_folder.publish("two", by="key:0123abcd")
    found = client.post("/v1/model/reload", headers={"Accept-Language": "en"}).json()
    assert (found["outcome"], found["version"], found["refused"], found["workers"]) == ("taken_over", second, None, 1)
    assert found["note"] == {"en": "This service is one process: this is all of it."}
    assert client.get("/ready").json()["version"] == client.get("/v1/model").json()["version"] == second != first
    assert kinds(kept) == ["open", "promote", "reload", "promote", "reload"]


def test_what_is_refused_is_told_with_its_reason_and_without_folders(open_client: Callable[..., TestClient], champion_folder: ChampionFolder) -> None:
    first = champion_folder.publish("one")
    client = open_client(None, bundle=champion_folder.folder, watch=3_600.0)
    second = champion_folder.publish("two")
    graph = champion_folder.folder / second / "graph.onnx"
    graph.write_bytes(graph.read_bytes()[:-1])
    found = client.post("/v1/model/reload").json()
    assert (found["outcome"], found["version"]) == ("refused", first)
    refused = client.get("/v1/model").json()["refused"]
    assert (refused["version"], refused["why"]) == (second, "bundle") and refused["reason"].startswith("graph.onnx: ")
    (champion_folder.folder / "current.json").write_text("{", "utf-8")
    reason = client.post("/v1/model/reload").json()["refused"]["reason"]
    assert reason.startswith("current.json: ") and str(champion_folder.folder) not in reason
    assert client.get("/ready").status_code == 200


def test_several_processes_look_each_for_itself_and_the_answer_says_so(open_client: Callable[..., TestClient], champion_folder: ChampionFolder) -> None:
    champion_folder.publish("one")
    for watch, said in ((5.0, "within 5 s"), (0.0, "never look")):
        client = open_client(None, bundle=champion_folder.folder, watch=watch, workers=4)
        assert said in client.post("/v1/model/reload").json()["note"]["en"]


def test_a_reload_that_takes_longer_than_its_caller_waits_goes_on(
    open_client: Callable[..., TestClient], champion_folder: ChampionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    champion_folder.publish("one")
    client = open_client(None, bundle=champion_folder.folder, watch=3_600.0)
    second = champion_folder.publish("two")
    answer = client.post("/v1/model/reload", headers={"X-Request-Timeout": "0.000001"})
    assert (answer.status_code, answer.json()["code"]) == (504, "deadline_exceeded")
    until = time.monotonic() + 10
    while client.get("/ready").json()["version"] != second:
        assert time.monotonic() < until
