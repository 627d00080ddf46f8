from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.readiness import Checked
from service.store.database import StorageUnavailable

BUSY = {"achievements": [{"text": "a"}]}


class Thing:
    """Something that is checked; it counts how often."""

    def __init__(self) -> None:
        self.asked = 0
        self.error: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()

    def check(self) -> None:
        self.asked += 1
        self.gate.wait(5)
        if self.error:
            raise self.error


def test_a_check_is_run_once_in_its_time_however_many_ask() -> None:
    now, thing = [0.0], Thing()
    checked = Checked(lambda: now[0])

    async def story() -> None:
        for _ in range(3):
            assert await asyncio.gather(*(checked.failure(thing.check, thing, 30) for _ in range(20))) == [None] * 20
        assert thing.asked == 1
        now[0] = 30.0
        await checked.failure(thing.check, thing, 30)
        assert thing.asked == 2

    asyncio.run(story())


def test_a_failure_is_told_and_a_later_success_ends_it() -> None:
    now, thing = [0.0], Thing()
    checked = Checked(lambda: now[0])

    async def story() -> None:
        thing.error = ValueError("golden answers differ")
        assert await checked.failure(thing.check, thing, 30) == "golden answers differ"
        thing.error = None
        assert await checked.failure(thing.check, thing, 30) == "golden answers differ"
        now[0] = 31.0
        assert await checked.failure(thing.check, thing, 30) is None

    asyncio.run(story())


def test_another_model_is_checked_at_once() -> None:
    one, other = Thing(), Thing()
    checked = Checked()

    async def story() -> None:
        await checked.failure(one.check, one, 30)
        await checked.failure(other.check, other, 30)
        assert (one.asked, other.asked) == (1, 1)

    asyncio.run(story())


def test_a_check_that_does_not_end_is_a_failure_and_holds_up_neither_loop_nor_probe() -> None:
    thing = Thing()
    thing.gate.clear()
    checked = Checked(patience=0.05)

    async def story() -> None:
        began = time.perf_counter()
        assert await checked.failure(thing.check, thing, 30) == "no answer within 0.05 s"
        assert await checked.failure(thing.check, thing, 30) == "no answer within 0.05 s"
        assert time.perf_counter() - began < 1
        assert thing.asked == 1
        thing.gate.set()

    asyncio.run(story())


def test_a_model_that_fails_its_self_test_is_not_ready(open_client: Any, scorer: Any) -> None:
    client = open_client(scorer, self_test=0.001)
    assert client.get("/ready").status_code == 200
    scorer.broken = True
    time.sleep(0.002)
    for path in ("/ready", "/v2/health/ready", "/v2/models/valuation/ready"):
        response = client.get(path)
        assert (response.status_code, response.json()["code"]) == (503, "not_ready")
        assert "golden answers differ" in response.json()["detail"]
        time.sleep(0.002)
    assert client.get("/live").status_code == 200
    scorer.broken = False
    time.sleep(0.002)
    assert client.get("/ready").status_code == 200


def test_probes_do_not_run_the_self_test_each_time(client: TestClient, scorer: Any) -> None:
    asked = []
    scorer.self_test = lambda: asked.append(1)
    for _ in range(10):
        assert client.get("/ready").status_code == 200
    assert len(asked) == 1


def test_a_database_that_is_gone_is_not_ready_and_says_nothing_of_where_it_is(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(_: Any) -> None:
        raise StorageUnavailable("connection to server at 10.0.0.7 failed")

    monkeypatch.setattr("service.readiness.reached", gone)
    response = client.get("/ready", headers={"Accept-Language": "en"})
    assert (response.status_code, response.json()["code"]) == (503, "not_ready")
    assert "database" in response.json()["detail"]
    assert "10.0.0.7" not in response.text
    assert "10.0.0.7" in caplog.text
    assert client.get("/live").status_code == 200


def test_a_queue_that_is_nearly_full_sends_others_elsewhere(open_client: Any, scorer: Any) -> None:
    client = open_client(scorer, max_queue=10, max_items=10)
    scorer.gate.clear()
    scorer.started.clear()
    threads = [threading.Thread(target=client.post, args=("/v1/valuations",), kwargs={"json": {"achievements": [{"text": "a"}] * n}}) for n in (1, 9)]
    threads[0].start()
    assert scorer.started.wait(5)
    threads[1].start()
    response = None
    for _ in range(200):
        response = client.get("/ready", headers={"Accept-Language": "en"})
        if response.status_code == 503:
            break
        time.sleep(0.01)
    scorer.gate.set()
    for thread in threads:
        thread.join(10)
    assert response is not None and response.status_code == 503
    assert "queue is nearly full" in response.json()["detail"]
    assert client.get("/ready").status_code == 200


def test_the_log_tells_when_it_begins_and_when_it_ends(open_client: Any, scorer: Any, caplog: pytest.LogCaptureFixture) -> None:
    client = open_client(scorer, self_test=0.001)
    for broken in (False, True, True, False, False):
        scorer.broken = broken
        time.sleep(0.002)
        client.get("/ready")
    said = [record.getMessage().partition(":")[0] for record in caplog.records if "ready" in record.getMessage()]
    assert said == ["not ready", "ready again"]
