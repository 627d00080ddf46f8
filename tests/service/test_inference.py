from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from service.inference import described
from service.sweep import Asked
from tests.service.conftest import SCHEMA, FakeScorer, ln_price

INFER = "/v2/models/valuation/infer"


def call(*texts: str | None, **more: Any) -> dict[str, Any]:
    return {"inputs": [{"name": "text", "shape": [len(texts)], "datatype": "BYTES", "data": list(texts)}], **more}


def infer(client: TestClient, body: dict[str, Any], query: str = "") -> dict[str, Any]:
    answer = client.post(INFER + query, json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def outputs(answer: dict[str, Any]) -> dict[str, list[Any]]:
    return {one["name"]: one["data"] for one in answer["outputs"]}


def test_the_id_comes_back_and_only_the_outputs_that_are_asked_for(client: TestClient) -> None:
    answer = infer(client, call("a", "b", id="42", outputs=[{"name": "refused"}, {"name": "price_point"}]))
    assert (answer["id"], answer["model_name"], answer["model_version"]) == ("42", "valuation", "0123456789ab")
    assert [(one["name"], one["datatype"], one["shape"]) for one in answer["outputs"]] == [("refused", "BOOL", [2]), ("price_point", "FP64", [2])]
    assert outputs(answer)["price_point"] == np.exp([ln_price("a"), ln_price("b")]).tolist()


def test_all_outputs_come_where_none_is_asked_for_and_no_id_where_none_was_given(client: TestClient) -> None:
    answer = infer(client, call("a"))
    assert {"price_p50", "trl_expected", "value_dominant", "statement_en"} <= outputs(answer).keys()
    assert "id" not in answer


def test_rows_that_cannot_be_read_are_refused_and_the_others_answered(client: TestClient) -> None:
    found = outputs(infer(client, call("a", None, "poison")))
    assert found["refused"] == [False, True, True]
    assert found["price_point"][1:] == [None, None] and str(found["reason"][1]).startswith("unreadable_row")


def test_the_audience_of_the_query_holds(client: TestClient) -> None:
    assert outputs(infer(client, call("a"), "?audience=public"))["price_p05"] == [None]


def test_an_output_that_there_is_not_is_named(client: TestClient) -> None:
    answer = client.post(INFER, json=call("a", outputs=[{"name": "luck"}]))
    assert answer.status_code == 422 and answer.json()["errors"][0]["pointer"] == "/outputs/0/name"


def test_columns_are_those_of_a_sweep(client: TestClient) -> None:
    body = call("a")
    body["inputs"].append({"name": "rights", "shape": [1], "datatype": "BYTES", "data": ["x"]})
    answer = client.post(INFER, json=body)
    assert answer.status_code == 422 and answer.json()["errors"][0]["pointer"] == "/columns/rights"


def test_the_model_says_what_it_takes_and_answers(scorer: FakeScorer) -> None:
    found = described(scorer.bundle.manifest, Asked("seller", date(2026, 11, 22), None))
    assert found["versions"] == ["0123456789ab"]
    inputs = {one["name"]: one["datatype"] for one in found["inputs"]}
    assert inputs["text"] == "BYTES" and {name: inputs[name] for name in SCHEMA.numbers} == dict.fromkeys(SCHEMA.numbers, "FP64")
    assert {one["name"]: one["datatype"] for one in found["outputs"]}["confidence_level"] == "INT64"


@pytest.mark.parametrize("most", [3])
def test_as_many_rows_as_in_a_json_call(open_client: Any, scorer: FakeScorer, most: int) -> None:
    client = open_client(scorer, max_items=most)
    assert client.post(INFER, json=call(*"abcd")).status_code == 413
