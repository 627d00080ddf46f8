"""Each way in which a new document can break its clients is found, and no addition is taken for one."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tools.openapi_breaking import breaks

ROOT = Path(__file__).resolve().parent.parent
OLD: dict[str, Any] = {
    "paths": {
        "/v1/things": {
            "post": {
                "operationId": "things-create",
                "security": [{"Key": ["value"]}, {"Bearer": ["value"]}],
                "parameters": [{"name": "lang", "in": "query", "schema": {"type": "string", "enum": ["zh", "en"]}}],
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Asked"}}, "application/x-ndjson": {"schema": {"type": "string"}}}
                },
                "responses": {
                    "200": {
                        "headers": {"X-Request-Id": {"schema": {"type": "string"}}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answered"}}},
                    },
                    "422": {"content": {"application/problem+json": {"schema": {"type": "object"}}}},
                },
            },
            "get": {
                "operationId": "things-list",
                "responses": {"200": {"content": {"application/json": {"schema": {"type": "array", "items": {"type": "integer"}}}}}},
            },
        }
    },
    "components": {
        "schemas": {
            "Asked": {
                "type": "object",
                "required": ["text"],
                "properties": {
                    "text": {"type": "string", "maxLength": 100},
                    "amount": {"anyOf": [{"type": "number"}, {"type": "null"}]},
                    "kind": {"enum": ["a", "b"]},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Asked"}},
                    "day": {"type": "string"},
                },
            },
            "Answered": {
                "type": "object",
                "required": ["id", "status", "level"],
                "properties": {
                    "id": {"type": "string", "format": "date"},
                    "status": {"type": "string", "enum": ["valued", "refused"]},
                    "level": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
                    "inner": {"$ref": "#/components/schemas/Answered"},
                    "named": {"type": "object", "additionalProperties": {"type": "number"}},
                },
            },
        }
    },
}


def operation(document: dict[str, Any], method: str = "post") -> Any:
    return document["paths"]["/v1/things"][method]


def schema(document: dict[str, Any], name: str) -> Any:
    return document["components"]["schemas"][name]


def put(node: Any, name: str, value: object) -> object:
    node[name] = value
    return node


Change = Callable[[dict[str, Any]], object]
TAKEN: dict[str, tuple[Change, str]] = {
    "a route": (lambda d: d["paths"].pop("/v1/things"), "the operation is gone"),
    "an operation": (lambda d: d["paths"]["/v1/things"].pop("get"), "GET /v1/things: the operation is gone"),
    "its id": (lambda d: put(operation(d), "operationId", "make"), "operationId things-create is now make"),
    "a scope raised": (lambda d: put(operation(d), "security", [{"Key": ["admin"]}, {"Bearer": ["admin"]}]), "Key:value no longer lets in"),
    "a way in": (lambda d: put(operation(d), "security", [{"Key": ["value"]}]), "Bearer:value no longer lets in"),
    "open before": (lambda d: put(operation(d, "get"), "security", [{"Key": []}]), "no credential no longer lets in"),
    "a parameter": (lambda d: put(operation(d), "parameters", []), "query parameter lang: is gone"),
    "a parameter's value": (lambda d: operation(d)["parameters"][0]["schema"]["enum"].pop(), '"en" is no longer accepted'),
    "a parameter now required": (lambda d: put(operation(d)["parameters"][0], "required", True), "lang: is now required"),
    "another parameter": (lambda d: operation(d)["parameters"].append({"name": "n", "in": "header", "required": True, "schema": {}}), "n: is now required"),
    "a body now required": (lambda d: put(operation(d)["requestBody"], "required", True), "the body is now required"),
    "the body": (lambda d: operation(d).pop("requestBody"), "the body is gone"),
    "a body where none was": (lambda d: put(operation(d, "get"), "requestBody", {"required": True, "content": {}}), "a body is now required"),
    "a media type taken": (lambda d: operation(d)["requestBody"]["content"].pop("application/x-ndjson"), "application/x-ndjson is gone"),
    "a media type answered": (lambda d: put(operation(d)["responses"]["200"], "content", {"text/csv": {}}), "application/json is gone"),
    "an answer": (lambda d: operation(d)["responses"].pop("200"), "200: the answer is gone"),
    "another success": (lambda d: put(operation(d)["responses"], "202", {}), "202: an answer of another success"),
    "a header": (lambda d: operation(d)["responses"]["200"].pop("headers"), "the header X-Request-Id is gone"),
    "a field asked": (lambda d: schema(d, "Asked")["properties"].pop("amount"), ".amount: is gone"),
    "a field now required": (lambda d: schema(d, "Asked")["required"].append("day"), ".day: is now required"),
    "a new field required": (lambda d: (put(schema(d, "Asked")["properties"], "x", {}), schema(d, "Asked")["required"].append("x")), ".x: is now required"),
    "a field asked in a narrower type": (lambda d: put(schema(d, "Asked")["properties"], "day", {"type": "integer"}), "string where integer is expected"),
    "a format asked": (lambda d: put(schema(d, "Asked")["properties"]["day"], "format", "date"), "format date is expected, not any"),
    "null no longer taken": (lambda d: put(schema(d, "Asked")["properties"], "amount", {"type": "number"}), "null where number is expected"),
    "a whole number alone": (
        lambda d: put(schema(d, "Asked")["properties"], "amount", {"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        "number is no longer accepted",
    ),
    "a value asked": (lambda d: schema(d, "Asked")["properties"]["kind"]["enum"].pop(), '"b" is no longer accepted'),
    "a bound": (lambda d: put(schema(d, "Asked")["properties"]["text"], "maxLength", 99), "maxLength is now 99, and was 100"),
    "a new bound": (lambda d: put(schema(d, "Asked")["properties"]["text"], "minLength", 1), "minLength is now 1, and was not bound"),
    "closed": (lambda d: put(schema(d, "Asked"), "additionalProperties", False), "other fields are no longer accepted"),
    "within a list": (lambda d: put(schema(d, "Asked")["properties"]["parts"], "items", {"type": "string"}), "parts[]"),
    "a field answered": (lambda d: schema(d, "Answered")["properties"].pop("inner"), ".inner: is gone"),
    "a field that may be missing": (lambda d: schema(d, "Answered")["required"].remove("id"), ".id: may now be missing"),
    "an answer's type": (lambda d: put(schema(d, "Answered")["properties"], "id", {"type": "integer", "format": "date"}), "integer where string is expected"),
    "an answer's format": (lambda d: schema(d, "Answered")["properties"]["id"].pop("format"), "format date is expected, not any"),
    "a value answered": (lambda d: schema(d, "Answered")["properties"]["status"]["enum"].append("invalid"), '"invalid" was not answered before'),
    "any value answered": (lambda d: schema(d, "Answered")["properties"]["status"].pop("enum"), "any value was not answered before"),
    "another type answered": (lambda d: schema(d, "Answered")["properties"]["level"]["anyOf"].append({"type": "string"}), "string was not answered before"),
    "values of a map": (lambda d: put(schema(d, "Answered")["properties"]["named"], "additionalProperties", {"type": "string"}), ".named.*"),
}
ADDED: dict[str, Change] = {
    "nothing": lambda d: None,
    "a route": lambda d: put(d["paths"], "/v2", {"get": {"operationId": "x", "responses": {}}}),
    "a way in": lambda d: operation(d)["security"].append({"Cookie": []}),
    "a scope beside": lambda d: operation(d)["security"].append({"Key": ["admin"]}),
    "open": lambda d: operation(d).pop("security"),
    "a parameter": lambda d: operation(d)["parameters"].append({"name": "n", "in": "query", "schema": {"type": "integer"}}),
    "a parameter's value": lambda d: operation(d)["parameters"][0]["schema"]["enum"].append("fr"),
    "a failure": lambda d: put(operation(d)["responses"], "409", {"content": {}}),
    "a media type": lambda d: put(operation(d)["requestBody"]["content"], "text/csv", {"schema": {}}),
    "an optional field asked": lambda d: put(schema(d, "Asked")["properties"], "x", {"type": "string"}),
    "a field answered": lambda d: put(schema(d, "Answered")["properties"], "x", {"type": "string"}),
    "a field answered always": lambda d: schema(d, "Answered")["required"].append("inner"),
    "a field no longer required": lambda d: schema(d, "Asked")["required"].clear(),
    "a wider type asked": lambda d: put(schema(d, "Asked")["properties"], "day", {"type": ["string", "null"]}),
    "anything asked": lambda d: put(schema(d, "Asked")["properties"], "day", {}),
    "a value asked": lambda d: schema(d, "Asked")["properties"]["kind"]["enum"].append("c"),
    "a bound loosened": lambda d: schema(d, "Asked")["properties"]["text"].pop("maxLength"),
    "a value less answered": lambda d: schema(d, "Answered")["properties"]["status"]["enum"].pop(),
    "a narrower type answered": lambda d: put(schema(d, "Answered")["properties"], "level", {"type": "integer"}),
    "another name of a schema": lambda d: (
        put(d["components"]["schemas"], "A", schema(d, "Asked")),
        put(operation(d)["requestBody"]["content"]["application/json"], "schema", {"$ref": "#/components/schemas/A"}),
    ),
    "words": lambda d: put(schema(d, "Asked"), "description", "anything"),
}


def changed(change: Change) -> dict[str, Any]:
    new = copy.deepcopy(OLD)
    change(new)
    return new


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken_is_found_and_named(name: str) -> None:
    change, told = TAKEN[name]
    assert any(told in str(found) for found in breaks(OLD, changed(change))), [str(found) for found in breaks(OLD, changed(change))]


@pytest.mark.parametrize("name", ADDED)
def test_what_is_added_breaks_nothing(name: str) -> None:
    assert breaks(OLD, changed(ADDED[name])) == []


def test_a_schema_that_holds_itself_is_compared_once() -> None:
    new = changed(lambda d: put(schema(d, "Answered")["properties"], "id", {"type": "integer"}))
    assert len([found for found in breaks(OLD, new) if "integer where string" in found.what]) == 1


def test_the_command_lists_what_breaks_and_fails(tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps(OLD), "utf-8")
    new.write_text(json.dumps(changed(TAKEN["an operation"][0])), "utf-8")
    for pair, code, told in (((old, new), 1, "GET /v1/things: the operation is gone\n"), ((old, old), 0, "")):
        done = subprocess.run([sys.executable, "-m", "tools.openapi_breaking", *map(str, pair)], cwd=ROOT, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (code, told)
