from __future__ import annotations

import http.client
import json
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from models.load import Bundle, load_version
from models.predictions import Predictions
from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.tables import audit_records, shadow_scores
from service.succession import succession as succession_module
from tests.service.conftest import FakeScorer, ln_price
from tests.service.served import served
from tests.service.succession.conftest import ChampionFolder
from valuation.features import Columns

TEXTS = [f"achievement {at}" for at in range(24)]


def shift_of(version: str) -> float:
    """By how much a version's ln prices lie above those of the fakes: another one for any other version."""
    return int(version, 16) % 1_009 / 1_000


class Shifted(FakeScorer):
    """Prices by its version, so that an answer of two models would show."""

    def score(self, columns: Columns) -> Predictions:
        found = super().score(columns)
        shift = shift_of(self.bundle.manifest.version)
        assert found.price_point is not None and found.price is not None
        return Predictions(found.price_point + shift, found.price + shift, found.maturity, found.scores, found.signals, found.embedding, found.refusals)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Versions that were loaded; they are verified as ever, and what scores is a fake."""
    versions: list[str] = []

    def load(bundle: Bundle, providers: str) -> Shifted:
        versions.append(bundle.manifest.version)
        return Shifted(bundle.manifest)

    monkeypatch.setattr(succession_module, "ready_scorer", load)
    return versions


def until(met: Callable[[], Any], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end
        time.sleep(0.01)


def more_than(listed: list[str], count: int) -> bool:
    return len(listed) > count


def first_of(folder: ChampionFolder) -> Shifted:
    version = folder.publish("one")
    return Shifted(load_version(folder.folder, version).manifest)


@contextmanager
def asking(address: str, calls: int) -> Iterator[list[dict[str, Any] | int]]:
    """What many threads are answered meanwhile: a body, or a status that is not 200."""
    answers: list[dict[str, Any] | int] = []
    stop = threading.Event()
    body = json.dumps({"achievements": [{"text": text} for text in TEXTS]})

    def ask() -> None:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        while not stop.is_set():
            connection.request("POST", "/v1/valuations", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            read = answer.read()
            answers.append(json.loads(read) if answer.status == 200 else answer.status)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(calls)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)


def test_while_the_pointer_flips_every_answer_is_of_one_model_in_whole_and_none_fails(
    settings: Settings, champion_folder: ChampionFolder, loaded: list[str]
) -> None:
    scorer = first_of(champion_folder)
    first, second = scorer.bundle.manifest.version, champion_folder.place("two")
    app = create_app(settings.model_copy(update={"bundle": champion_folder.folder, "watch": 0.01}), scorer)
    with served(app) as address, asking(address, 4) as answers:
        for flip in range(20):
            champion_folder.point((second, first)[flip % 2])
            until(partial(more_than, loaded, flip))
        enough = len(answers) + 8
        until(lambda: len(answers) >= enough)
    assert [answer for answer in answers if isinstance(answer, int)] == []
    expected = {version: np.exp([ln_price(text) + shift_of(version) for text in TEXTS]) for version in (first, second)}
    for answer in answers:
        assert isinstance(answer, dict)
        found = [one["price"]["point"] for one in answer["valuations"]]
        assert found == pytest.approx(expected[answer["model"]["version"]])
    assert {answer["model"]["version"] for answer in answers if isinstance(answer, dict)} == {first, second}


def test_a_sweep_ends_with_the_model_that_it_began_with(settings: Settings, champion_folder: ChampionFolder, loaded: list[str]) -> None:
    scorer = first_of(champion_folder)
    app = create_app(settings.model_copy(update={"bundle": champion_folder.folder, "watch": 0.01, "sweep_chunk": 1}), scorer)
    with served(app) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        connection.putrequest("POST", "/v1/valuations")
        connection.putheader("Content-Type", "application/x-ndjson")
        connection.putheader("Transfer-Encoding", "chunked")
        connection.endheaders()
        lines = [json.dumps({"text": text}).encode() + b"\n" for text in TEXTS]

        def send(line: bytes) -> None:
            connection.send(b"%x\r\n%b\r\n" % (len(line), line))

        send(lines[0])
        until(lambda: scorer.batches)
        champion_folder.publish("two")
        until(lambda: loaded)
        until(lambda: version_at(address) == champion_folder.versions[0])
        for line in lines[1:]:
            send(line)
        connection.send(b"0\r\n\r\n")
        found = [json.loads(line)["price"]["point"] for line in connection.getresponse().read().splitlines()]
        connection.close()
    shift = shift_of(scorer.bundle.manifest.version)
    assert found == pytest.approx(np.exp([ln_price(text) + shift for text in TEXTS]))


def version_at(address: str) -> str:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request("GET", "/ready")
    answer = connection.getresponse()
    assert answer.status == 200
    version: str = json.loads(answer.read())["version"]
    connection.close()
    return version


def test_a_truncated_bundle_and_an_absent_folder_leave_the_service_as_it_was(settings: Settings, champion_folder: ChampionFolder) -> None:
    """With real scorers all the way: what is loaded needs nothing of its files any more."""
    first = champion_folder.publish("one")
    with TestClient(create_app(settings.model_copy(update={"bundle": champion_folder.folder, "watch": 0.01}))) as client:

        def value() -> Any:
            return client.post("/v1/valuations", json={"achievements": [{"text": "锂电池正极材料的制备方法"}]}).json()

        before = value()
        for file in (champion_folder.folder / first).iterdir():
            file.write_bytes(file.read_bytes()[:10])
        second = champion_folder.place("two")
        graph = champion_folder.folder / second / "graph.onnx"
        graph.write_bytes(graph.read_bytes()[:-1])
        champion_folder.point(second)
        until(lambda: client.get("/v1/model").json()["refused"])
        assert client.get("/v1/model").json()["refused"]["version"] == second
        champion_folder.folder.rename(champion_folder.folder.with_name("away"))
        until(lambda: client.get("/v1/model").json()["refused"]["why"] == "unreachable")
        assert client.get("/ready").status_code == 200
        assert value()["valuations"] == before["valuations"] and value()["model"]["version"] == first
        champion_folder.folder.with_name("away").rename(champion_folder.folder)
        champion_folder.publish("two")
        assert client.post("/v1/model/reload").json()["outcome"] in ("taken_over", "unchanged")
        assert client.get("/v1/model").json()["refused"] is None and value()["model"]["version"] == second
        assert 'valuation_model_refused_total{alias="champion",why="bundle"}' in client.get("/metrics").text


def test_the_model_before_is_let_go(settings: Settings, champion_folder: ChampionFolder, loaded: list[str]) -> None:
    scorer: Shifted | None = first_of(champion_folder)
    with TestClient(create_app(settings.model_copy(update={"bundle": champion_folder.folder, "watch": 0.01}), scorer)) as client:
        champion_folder.publish("two")
        until(lambda: client.get("/ready").json()["version"] == champion_folder.versions[0])
        client.post("/v1/valuations", json={"achievements": [{"text": "a"}]})
        gone = weakref.ref(_serving(client).served.current.scorer)
        champion_folder.publish("three")
        until(lambda: client.get("/ready").json()["version"] == champion_folder.versions[0])
        assert gone() is None


def _serving(client: TestClient) -> Any:
    return client.app_state["running"]


def test_a_challenger_is_compared_and_its_differences_are_kept(
    settings: Settings,
    champion_folder: ChampionFolder,
    another_folder: Callable[[str], ChampionFolder],
    loaded: list[str],
) -> None:
    scorer, challenger = first_of(champion_folder), another_folder("challenger")
    version = challenger.publish("another")
    chosen = settings.model_copy(update={"bundle": champion_folder.folder, "challenger": challenger.folder, "shadow": 1.0, "watch": 0.01})
    with TestClient(create_app(chosen, scorer)) as client:
        until(lambda: client.get("/v1/model").json()["challenger"] == version)
        answer = client.post("/v1/valuations", json={"achievements": [{"text": text} for text in TEXTS]}).json()
        assert answer["model"]["version"] == scorer.bundle.manifest.version
        until(lambda: f'valuation_shadow_rows_total{{outcome="compared"}} {float(len(TEXTS))}' in client.get("/metrics").text)
        assert f'alias="challenger",name="another",sha256="{version}' in client.get("/metrics").text
    database = Database(settings.storage)
    with database.read() as connection:
        (row,) = connection.execute(select(shadow_scores)).all()
    database.close()
    expected = shift_of(version) - shift_of(scorer.bundle.manifest.version)
    assert (row.champion, row.challenger, row.rows, row.compared) == (scorer.bundle.manifest.version, version, len(TEXTS), len(TEXTS))
    assert float(row.mean_difference) == pytest.approx(expected) and float(row.largest_difference) == pytest.approx(expected)


def test_a_challenger_that_cannot_be_loaded_keeps_nothing_from_starting(
    settings: Settings, champion_folder: ChampionFolder, another_folder: Callable[[str], ChampionFolder], loaded: list[str]
) -> None:
    scorer = first_of(champion_folder)
    chosen = settings.model_copy(update={"bundle": champion_folder.folder, "challenger": another_folder("empty").folder, "shadow": 1.0})
    with TestClient(create_app(chosen, scorer)) as client:
        until(lambda: 'valuation_model_refused_total{alias="challenger"' in client.get("/metrics").text)
        assert client.get("/ready").status_code == 200 and client.get("/v1/model").json()["challenger"] is None


def test_who_published_is_recorded_of_the_first_model_and_of_every_one_after_it(settings: Settings, champion_folder: ChampionFolder, loaded: list[str]) -> None:
    scorer = first_of(champion_folder)
    champion_folder.point(champion_folder.versions[0], by="key:first")
    with TestClient(create_app(settings.model_copy(update={"bundle": champion_folder.folder, "watch": 0.01}), scorer)) as client:
        until(lambda: promoted(settings) == ["key:first"])
        champion_folder.publish("two", by="key:second")
        until(lambda: client.get("/ready").json()["version"] == champion_folder.versions[0])
        assert promoted(settings) == ["key:first", "key:second"]


def promoted(settings: Settings) -> list[str | None]:
    """Who published what answered, in order."""
    database = Database(settings.storage)
    with database.read() as connection:
        bodies = connection.execute(select(audit_records.c.body).where(audit_records.c.kind == "promote").order_by(audit_records.c.seq)).scalars().all()
    database.close()
    return [json.loads(body)["facts"]["by"] for body in bodies]
