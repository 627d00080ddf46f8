from __future__ import annotations

import json

from training.finite_json import as_json


def test_what_json_has_no_word_for_becomes_null_at_any_depth() -> None:
    found = {"a": float("nan"), "b": [1.5, float("inf"), {"c": float("-inf")}], "d": "NaN", "e": 3, "f": None}
    assert json.loads(as_json(found)) == {"a": None, "b": [1.5, None, {"c": None}], "d": "NaN", "e": 3, "f": None}


def test_chinese_stays_readable() -> None:
    assert "技术" in as_json({"field": "技术"})
