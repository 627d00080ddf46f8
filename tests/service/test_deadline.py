from __future__ import annotations

import importlib
import re
import threading
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from service.deadline import HURRIED, timeout_in
from service.model_identity import SERVED_AS
from service.problems import Problem
from service.store.database import StorageUnavailable

SOLD = {"listing_id": "L-1", "outcome": "sold", "price": {"amount": 1500000.5, "currency": "CNY"}, "on": "2026-11-20"}
CALL = {"achievements": [{"text": "a"}]}


def asked(value: bytes | None, most: float = 10.0) -> float:
    return timeout_in({"type": "http", "headers": [(b"host", b"x")] + ([] if value is None else [(b"x-request-timeout", value)])}, most)


def test_without_the_header_it_is_the_services_own() -> None:
    assert asked(None) == 10.0


@given(st.decimals(min_value="0.001", max_value="1e6", places=3, allow_nan=False))
def test_the_shorter_of_the_two_holds(seconds: Any) -> None:
    assert asked(f"{seconds:f}".encode()) == min(float(seconds), 10.0)


@given(st.text("0123456789.e-+ \n", max_size=6))
def test_openapi_allows_what_is_taken_and_nothing_else(value: str) -> None:
    described = re.search(HURRIED["schema"]["pattern"].replace("$", r"\Z"), value) is not None
    try:
        taken = asked(value.encode()) > 0
    except Problem:
        taken = False
    assert described == taken


def test_any_number_of_digits_is_capped() -> None:
    assert asked(b"9" * 5_000) == 10.0


@pytest.mark.parametrize(
    "value", [b"", b"0", b"0.000", b"-1", b"+1", b"1e3", b"inf", b"nan", b"1,5", b"1.", b".5", b" 1", b"2s", b"\xff", b"1_0", "１".encode()]
)
def test_what_is_no_number_above_zero_is_refused(value: bytes) -> None:
    with pytest.raises(Problem) as refused:
        asked(value)
    assert (refused.value.status, refused.value.errors[0].pointer) == (422, "/X-Request-Timeout")


def test_a_caller_who_cannot_wait_gets_a_504_in_time(client: TestClient, scorer: Any) -> None:
    scorer.gate.clear()
    releasing = threading.Timer(1, scorer.gate.set)
    releasing.start()
    began = time.perf_counter()
    response = client.post("/v1/valuations", json=CALL, headers={"X-Request-Timeout": "0.1"})
    waited = time.perf_counter() - began
    scorer.gate.set()
    releasing.cancel()
    assert (response.status_code, response.json()["code"]) == (504, "deadline_exceeded")
    assert waited < 0.9


@pytest.mark.parametrize("path", ["/v1/valuations", f"/v2/models/{SERVED_AS}/infer"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-ndjson"])
def test_a_wrong_timeout_is_told_by_every_route_that_scores(client: TestClient, path: str, kind: str) -> None:
    if path.startswith("/v2") and kind != "application/json":
        return
    response = client.post(path, content=b"{}", headers={"X-Request-Timeout": "soon", "Content-Type": kind})
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/X-Request-Timeout"
    assert "soon" in response.json()["errors"][0]["value"]


@pytest.mark.parametrize("path", ["/v1/valuations", f"/v2/models/{SERVED_AS}/infer"])
def test_a_record_has_no_more_time_than_the_caller_left(client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    left: list[float] = []
    importlib.import_module("service.inference")  # in the request it would take seconds, and the event loop count as overloaded

    async def record(_: object, timeout: float) -> None:
        left.append(timeout)

    monkeypatch.setattr(client.app_state["running"].audit, "record", record)
    inference = {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["a"]}]}
    assert client.post(path, json=CALL if path == "/v1/valuations" else inference, headers={"X-Request-Timeout": "8"}).status_code == 200
    assert len(left) == 1 and 0 < left[0] < 8


def test_a_key_is_claimed_within_the_time_that_the_caller_gives(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float | None] = []

    async def late(_: object, within: float | None = None) -> None:
        given.append(within)
        raise StorageUnavailable("no answer")

    monkeypatch.setattr(client.app_state["running"].database, "run", late)
    answer = client.post("/v1/outcomes", json=SOLD, headers={"Idempotency-Key": "one", "X-Request-Timeout": "0.25"})
    assert (given, answer.status_code) == ([0.25], 503), answer.text
