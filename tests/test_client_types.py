"""The client's types are those of `openapi.json`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tools.client_types import CLIENT, annotation, formatted, generated
from tools.openapi_file import FILE


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return generated(json.loads(FILE.read_text("utf-8")))


def test_every_generated_file_is_what_the_document_gives(files: dict[str, str]) -> None:
    behind = [name for name, text in files.items() if (CLIENT / name).read_text("utf-8") != formatted(text)]
    assert behind == [], "the client is behind openapi.json: run `make openapi`"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, "str"),
        ({"type": ["integer", "null"]}, "int | None"),
        ({"$ref": "#/components/schemas/Money"}, "Money"),
        ({"$ref": "#/components/schemas/a__b__Missing"}, "ABMissing"),
        ({"enum": ["zh", "en"], "type": "string"}, "Literal['zh', 'en']"),
        ({"enum": [str(code) for code in range(99)], "type": "string"}, "str"),
        ({"const": 0}, "Literal[0]"),
        ({"anyOf": [{"type": "number"}, {"type": "number"}, {"type": "null"}]}, "float | None"),
        ({"type": "array", "items": {"type": "array"}}, "list[list[Any]]"),
        ({"type": "object", "additionalProperties": {"type": "boolean"}}, "dict[str, bool]"),
        ({"type": "object", "additionalProperties": False}, "dict[str, Any]"),
        ({}, "Any"),
    ],
)
def test_a_schema_becomes_a_type(schema: dict[str, Any], expected: str) -> None:
    assert annotation(schema) == expected


def test_a_field_that_may_be_missing_is_not_required_and_one_that_is_no_name_is_written_as_text() -> None:
    schemas = {
        "Achievement": {"properties": {"a": {"type": "string"}, "b": {}}, "required": ["a"], "description": "One. Two."},
        "Odd": {"properties": {"class": {}}},
    }
    made = generated({"components": {"schemas": schemas}, "paths": {}})
    assert 'class Achievement(TypedDict):\n    """One."""\n\n    a: str\n    b: NotRequired[Any]' in made["types/achievement.py"]
    assert "Odd = TypedDict('Odd', {'class': 'NotRequired[Any]'})" in made["types/serving.py"]
