from __future__ import annotations

import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.openapi import EXAMPLE_ANSWER, EXAMPLE_CALL
from valuation.valuation import Valuations


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [found for value in node.values() for found in references(value)]
    return [found for value in node for found in references(value)] if isinstance(node, list) else []


def test_every_reference_resolves(document: dict[str, Any]) -> None:
    names = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document)
    assert set(references(document)) <= names


def test_the_call_is_described_although_it_is_decoded_by_hand(document: dict[str, Any]) -> None:
    operation = document["paths"]["/v1/valuations"]["post"]
    assert operation["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/ValuationCall"}
    call = document["components"]["schemas"]["ValuationCall"]
    assert call["properties"]["achievements"]["items"] == {"$ref": "#/components/schemas/Achievement"}
    assert (call["properties"]["achievements"]["minItems"], call["properties"]["achievements"]["maxItems"]) == (1, 1_024)
    assert operation["responses"]["200"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Valuations"}
    assert {"400", "413", "415", "422", "429", "503", "504"} <= set(operation["responses"])


def test_failures_are_described_as_problems(document: dict[str, Any]) -> None:
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["operationId"]
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    assert list(response["content"]) == ["application/problem+json"]


def test_every_place_in_a_path_is_a_parameter(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for operation in operations.values():
            named = [parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "path"]
            assert sorted(named) == sorted(re.findall(r"{(\w+)}", path))


def test_the_example_call_is_answered(client: TestClient) -> None:
    (valuation,) = client.post("/v1/valuations", json=EXAMPLE_CALL).json()["valuations"]
    assert (valuation["id"], valuation["status"]) == ("A-1", "valued")


def test_the_example_answer_is_one_and_has_every_field() -> None:
    answer = Valuations.model_validate_json(json.dumps(EXAMPLE_ANSWER))
    assert json.loads(answer.model_dump_json()) == EXAMPLE_ANSWER
