from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st
from starlette.testclient import TestClient

from service.ndjson import AT_ONCE
from tests.service.conftest import FakeScorer

HEADERS = {"Content-Type": "application/x-ndjson"}


def value(client: TestClient, *lines: Any, query: str = "") -> list[dict[str, Any]]:
    body = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    answer = client.post(f"/v1/valuations{query}", content=body, headers=HEADERS)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert answer.content.endswith(b"\n") or not answer.content
    return [json.loads(line) for line in answer.text.splitlines()]


def test_a_line_in_is_a_line_out_in_order_and_the_same_as_in_a_json_call(client: TestClient) -> None:
    items = [{"id": "a", "text": "one"}, {"text": 5}, {"text": "two", "asking_price": {"amount": 5, "currency": "CNY"}}]
    valued = client.post("/v1/valuations", json={"achievements": items}).json()["valuations"]
    found = value(client, *items)
    assert [one["status"] for one in found] == ["valued", "invalid", "valued"]
    assert (found[0], found[2]) == (valued[0], valued[2])
    assert found[1]["errors"][0]["pointer"] == "/text"


def test_a_line_that_is_no_json_is_answered_in_its_place(client: TestClient) -> None:
    found = value(client, {"text": "a"}, b"{", b"[]", b"\xff\xfe", {"text": "b"})
    assert [one["status"] for one in found] == ["valued", "invalid", "invalid", "invalid", "valued"]
    assert all(one["errors"] for one in found[1:4])


def test_blank_lines_and_the_last_line_end_are_passed_over(client: TestClient, scorer: FakeScorer) -> None:
    assert len(value(client, b"", {"text": "a"}, b"  \t\r", {"text": "b"}, b"", b"")) == 2
    assert value(client) == value(client, b"\n\n") == []


def test_the_query_says_date_audience_and_language(client: TestClient) -> None:
    (one,) = value(client, {"text": "a"}, query="?valuation_date=2024-02-29&audience=buyer&lang=zh")
    assert (one["valuation_date"], one["audience"], one["price"]) == ("2024-02-29", "buyer", None)
    assert set(one["statement"]) == {"zh"}
    assert client.post("/v1/valuations?audience=all", content=b"{}", headers=HEADERS).status_code == 422


def test_long_lists_go_in_chunks_and_stay_in_order(client: TestClient, scorer: FakeScorer) -> None:
    found = value(client, *[{"id": str(at), "text": f"text {at}"} for at in range(3 * AT_ONCE + 1)])
    assert [one["id"] for one in found] == [str(at) for at in range(3 * AT_ONCE + 1)]
    assert max(map(len, scorer.batches)) <= AT_ONCE


def test_what_fails_after_the_first_answer_is_the_last_line(open_client: Callable[..., TestClient], scorer: FakeScorer) -> None:
    client = open_client(scorer, max_sweep_rows=AT_ONCE + 1)
    *valued, problem = value(client, *[{"text": "a"}] * (AT_ONCE + 2), query="?lang=zh")
    assert len(valued) == AT_ONCE + 1
    assert (problem["code"], problem["status"]) == ("too_large", 413) and "VALUATION_MAX_SWEEP_ROWS" in problem["detail"]


def test_what_fails_before_it_is_a_problem(open_client: Callable[..., TestClient], scorer: FakeScorer) -> None:
    client = open_client(scorer, max_body=1_024)
    answer = client.post("/v1/valuations", content=json.dumps({"text": "x" * 2_000}), headers=HEADERS)
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


@given(st.lists(st.one_of(st.binary(max_size=30), st.just(b'{"text": "good"}')), max_size=8))
@budget(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_bytes_have_one_answer_a_line(client: TestClient, lines: list[bytes]) -> None:
    body = b"\n".join(lines)
    found = value(client, body)
    wanted = [line.strip() == b'{"text": "good"}' for line in body.split(b"\n") if line.strip()]
    assert [one["status"] == "valued" for one in found] == wanted


@pytest.mark.parametrize("status", ["valued", "refused", "invalid"])
def test_answers_are_counted(client: TestClient, status: str) -> None:
    value(client, {"text": "a"}, {"text": "foreign"}, {"text": 1})
    assert f'valuation_valuations_total{{status="{status}"}} 1.0' in client.get("/metrics").text


@pytest.mark.parametrize("lines", [[b'{"text": "a"}', b"x" * 3_000, b'{"text": "b"}'], [b"x" * 3_000], [b'{"text": "a"}', b"x" * 3_000]])
def test_a_line_that_is_too_long_is_refused_wherever_it_stands(open_client: Callable[..., TestClient], scorer: FakeScorer, lines: list[bytes]) -> None:
    answer = open_client(scorer, max_body=2_000).post("/v1/valuations", content=b"\n".join(lines), headers={"Content-Type": "application/x-ndjson"})
    told = json.loads(answer.text.splitlines()[-1])
    assert told["code"] == "too_large"
