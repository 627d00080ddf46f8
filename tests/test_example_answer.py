"""The example that the docs and OpenAPI show is what the shipped demo bundle answers."""

from __future__ import annotations

import json
import re
import shutil
from typing import Any

import pytest

from service.openapi import ANSWER_FILE, EXAMPLE_ANSWER, EXAMPLE_CALL
from tools.example_answer import BUNDLE, PAGE, READMES, answer_of, excerpt, refresh, with_examples

REFRESH = "the example answer is not the demo bundle's: run `python -m tools.example_answer`"


def about(value: Any) -> Any:
    """The same with numbers that may differ in their last digits, as they do between processors."""
    if isinstance(value, dict):
        return {name: about(one) for name, one in value.items()}
    if isinstance(value, list):
        return [about(one) for one in value]
    return pytest.approx(value, rel=1e-3, abs=1e-4) if isinstance(value, float) else value


def test_the_example_answer_is_that_of_the_demo_bundle():
    assert answer_of(BUNDLE) == about(EXAMPLE_ANSWER), REFRESH


def test_the_example_is_valued_by_every_head():
    (valuation,) = EXAMPLE_ANSWER["valuations"]
    assert valuation["status"] == "valued" and valuation["simulated"] and valuation["absent"] == {}
    assert valuation["maturity"]["level"] in (5, 6, 7)  # 已完成中试
    assert valuation["price"]["low"] < valuation["price"]["point"] < valuation["price"]["high"]


def test_both_blocks_of_a_page_are_replaced_and_nothing_else():
    page = "a\n```json\n{}\n```\nb\n```sh\nls\n```\n```json\n1\n```\nc\n"
    found = with_examples(page, {"x": "中"}, {"y": 2})
    assert found == 'a\n```json\n{\n  "x": "中"\n}\n```\nb\n```sh\nls\n```\n```json\n{\n  "y": 2\n}\n```\nc\n'


def test_refreshing_what_is_fresh_changes_nothing_but_last_digits(tmp_path):
    page, answer = tmp_path / "page.md", tmp_path / "answer.json"
    shutil.copy(PAGE, page)
    refresh(BUNDLE, answer, page)
    assert json.loads(answer.read_text("utf-8")) == about(json.loads(ANSWER_FILE.read_text("utf-8")))
    assert json.dumps(EXAMPLE_CALL, ensure_ascii=False, indent=2) in page.read_text("utf-8")


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_shows_the_example_call_and_the_heart_of_its_answer(readme):
    text = readme.read_text("utf-8")
    call = re.search(r"-d '(\{.*?\})'", text, re.DOTALL)
    answer = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert call is not None and answer is not None
    assert json.loads(call[1]) == EXAMPLE_CALL
    assert json.loads(answer[1]) == about(excerpt(EXAMPLE_ANSWER)), REFRESH
