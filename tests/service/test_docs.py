"""docs/service.md says nothing that is not so."""

from __future__ import annotations

import json
import re
from pathlib import Path

from starlette.testclient import TestClient

from service.openapi import EXAMPLE_ANSWER, EXAMPLE_CALL

HERE = Path(__file__).parent
TEXT = (HERE.parents[1] / "docs" / "service.md").read_text(encoding="utf-8")
SEEN = (HERE.parents[1] / "docs" / "observability.md").read_text(encoding="utf-8")


def test_the_examples_are_those_of_openapi() -> None:
    call, answer = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL))
    assert (call, answer) == (EXAMPLE_CALL, EXAMPLE_ANSWER)


def test_every_test_that_the_docs_name_exists() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in HERE.parent.rglob("test_*.py"))
    named = re.findall(r"`(test_\w+)`", TEXT + SEEN)
    assert len(named) >= 12
    assert [name for name in named if f"def {name}(" not in tests] == []


def test_every_route_stands_in_the_docs(client: TestClient) -> None:
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        for method in operations:
            assert f"| `{method.upper()} {path}` |" in TEXT


def test_every_metric_stands_in_the_docs(client: TestClient) -> None:
    served = set(re.findall(r"^# TYPE (valuation_\w+?)(?:_total)? ", client.get("/metrics").text, re.MULTILINE))
    named = {name.removesuffix("_total") for name in re.findall(r"`(valuation_[a-z_]+)`", SEEN)}
    assert {name for name in served if not name.endswith("_created")} == named
