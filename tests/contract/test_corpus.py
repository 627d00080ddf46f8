"""What no honest client sends, to every door of a real process: each is refused with a problem or answered in its place, none fails, none hangs."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from service.client import Client
from service.problems import PROBLEM_TYPES
from tests.contract.conftest import ROOT, Standing
from tests.contract.corpus import Case, around, arrow_streams, documents, filled, lines, numbers, packed

JSON, NDJSON, ARROW = "application/json", "application/x-ndjson", "application/vnd.apache.arrow.stream"
WITHIN = 20.0
"""Seconds that any of them may take on a busy machine; most take milliseconds."""
GOOD: dict[str, bytes] = {
    "valuations-create": b'{"achievements": [{"text": "@"}]}',
    "inference-infer": b'{"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["@"]}]}',
    "inference-version-infer": b'{"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["@"]}]}',
    "keys-create": b'{"name": "@", "owner": "corpus", "scopes": ["value"], "audience": "seller"}',
    "outcomes-create": b'{"listing_id": "@", "outcome": "withdrawn", "on": "2026-11-22"}',
    "valuations-confirm": b'{"decision": "override", "price": {"amount": 5}, "reason": "@"}',
}
AMOUNTS: dict[str, bytes] = {
    "valuations-create": b'{"achievements": [{"text": "a", "asking_price": {"amount": "@"}}]}',
    "inference-infer": b'{"inputs": [{"name": "rd_cost_wan", "shape": [1], "datatype": "FP64", "data": ["@"]}]}',
    "keys-create": b'{"name": "a", "owner": "corpus", "scopes": ["value"], "audience": "seller", "quota": "@"}',
    "keys-rotate": b'{"grace": "@"}',
    "outcomes-create": b'{"listing_id": "L", "outcome": "sold", "on": "2026-11-22", "price": {"amount": "@", "currency": "CNY"}}',
    "valuations-confirm": b'{"decision": "override", "price": {"amount": "@"}, "reason": "a"}',
}
"""A body that each door takes, with a text at `@`; of the others any body is wrong."""
UNKNOWN = b'{"@": 1, "x": "@"}'


def doors() -> Iterator[tuple[str, str]]:
    """Operation and path of everything that takes a body in JSON."""
    paths = json.loads((ROOT / "openapi.json").read_text("utf-8"))["paths"]
    for path, operations in paths.items():
        for operation in operations.values():
            if JSON in operation.get("requestBody", {}).get("content", {}):
                yield operation["operationId"], path.replace("{model}", "valuation")


DOORS = dict(doors())


def send(standing: Standing, path: str, kind: str, cases: Iterator[Case]) -> Iterator[tuple[Case, int, dict[str, str], bytes, float]]:
    """Every case with its answer and the seconds that it took; a connection is used until the service ends it."""
    connection = http.client.HTTPConnection(standing.host, standing.port, timeout=WITHIN)
    for at, case in enumerate(cases):
        headers = {"Content-Type": kind, "X-API-Key": standing.key, "Idempotency-Key": f"corpus-{path}-{kind}-{at}", **case.headers}
        began = time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):  # refused before it was taken: the answer is there all the same
            connection.request("POST", path, case.body, headers)
        try:
            response = connection.getresponse()
            yield case, response.status, {name.lower(): value for name, value in response.getheaders()}, response.read(), time.monotonic() - began
            if response.will_close:
                connection.close()
        except ConnectionError:
            connection.close()
            yield case, 0, {}, b"", time.monotonic() - began
    connection.close()


def version_of(standing: Standing) -> str:
    with Client(standing.url, key=standing.key) as calling:
        return calling.model()["version"]


def wrong(case: Case, status: int, headers: dict[str, str], body: bytes, seconds: float) -> str | None:
    """What is wrong with an answer; None where it is a problem that says what to do, or answers in its place."""
    if 400 <= status < 500:
        problem = json.loads(body)
        told = headers["content-type"] == "application/problem+json" and problem["code"] in PROBLEM_TYPES and problem["status"] == status
        return None if told and problem["title"] and problem["detail"] and len(body) < 20_000 else f"{case.name}: {body[:300]!r}"
    if 200 <= status < 300 and (case.odd or in_place(headers["content-type"], body)):
        return None
    return f"{case.name}: {status} after {seconds:.1f} s: {body[:300]!r}"


def in_place(kind: str, body: bytes) -> bool:
    """Whether everything in an answer says that it is invalid."""
    if kind == NDJSON:
        last: dict[str, Any] = json.loads(body.rstrip().rsplit(b"\n", 1)[-1])
        return last["status"] == "invalid" or last["status"] in range(400, 500)
    answer = json.loads(body)
    if "valuations" in answer:
        return all(one["status"] == "invalid" and one["errors"] for one in answer["valuations"])
    refused = next((output["data"] for output in answer.get("outputs", ()) if output["name"] == "refused"), [False])
    return all(refused)


@pytest.mark.parametrize("operation", DOORS)
def test_every_door_in_json_stands_whatever_is_sent(standing: Standing, operation: str) -> None:
    template = GOOD.get(operation, UNKNOWN)
    good = template.replace(b"@", b"a")
    cases = [*documents(), *packed(good), *around(good), *filled(template)]
    path = DOORS[operation].replace("{version}", version_of(standing)).replace("{", "").replace("}", "")
    found = [wrong(*answer) for answer in send(standing, path, JSON, iter(cases))]
    assert not any(found), "\n".join(one for one in found if one)
    assert len(found) == len(cases) > 70


@pytest.mark.parametrize("operation", AMOUNTS)
def test_an_amount_is_a_number_or_refused(standing: Standing, operation: str) -> None:
    path = DOORS[operation].replace("{", "").replace("}", "")
    found = [wrong(*answer) for answer in send(standing, path, JSON, filled(AMOUNTS[operation], numbers))]
    assert not any(found), "\n".join(one for one in found if one)
    assert len(found) > 20


@pytest.mark.parametrize(("kind", "cases"), [(NDJSON, lines), (NDJSON, documents), (ARROW, arrow_streams), (ARROW, documents)])
def test_the_doors_of_sweeps_stand_whatever_is_sent(standing: Standing, kind: str, cases: Any) -> None:
    answers = list(send(standing, DOORS["valuations-create"], kind, cases()))
    blank = {"nothing", "blank", "a blank body"}  # an NDJSON sweep of no line is answered with none
    assert [one for answer in answers if not (kind == NDJSON and answer[0].name in blank) and (one := wrong(*answer))] == []


def test_packed_sweeps_are_refused(standing: Standing) -> None:
    for kind in (NDJSON, ARROW):
        cases = (case for case in packed(b'{"text": "a"}\n') if case.headers)
        assert {status for _, status, *_ in send(standing, DOORS["valuations-create"], kind, cases)} == {415}


def test_after_all_of_it_the_service_stands_and_has_failed_nowhere(standing: Standing) -> None:
    connection = http.client.HTTPConnection(standing.host, standing.port, timeout=WITHIN)
    told = {}
    for path in ("/live", "/ready", "/metrics"):
        connection.request("GET", path, headers={"X-API-Key": standing.key})
        response = connection.getresponse()
        told[path] = (response.status, response.read().decode())
    connection.close()
    assert (told["/live"][0], told["/ready"][0]) == (200, 200)
    assert 'outcome="5' not in told["/metrics"][1]
    assert "Traceback" not in standing.log.read_text("utf-8")
