from __future__ import annotations

import re
from typing import Any

import pytest

from models.tables.mapping import Mapping
from valuation.field_error import FieldError

CHINESE, QUOTED = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"['\"].*['\"]|unit 万?元")
PRICED: dict[str, Any] = {"title": "t", "price": {"concept": "grant_amount", "amount": "a", "unit": "万元"}, "date": {"column": "d"}}


def changed(path: str, value: Any) -> dict[str, Any]:
    content = {key: dict(part) if isinstance(part, dict) else part for key, part in PRICED.items()}
    at = content
    *parents, last = path.split(".")
    for part in parents:
        at = at.setdefault(part, {})
    at[last] = value
    return content


@pytest.mark.parametrize(
    ("path", "value", "field", "told"),
    [
        ("titel", "x", "titel", "unknown key.*Did you mean 'title'"),
        ("price.unti", "元", "price.unti", "unknown key.*Did you mean 'unit'"),
        ("attributes.x", {"kindd": "number"}, "attributes.x.kindd", "Did you mean 'kind'"),
        ("values.scores.scientific", {"colum": "c", "column": "c"}, "values.scores.scientific.colum", "Did you mean 'column'"),
        ("values.scores.scientifc", {"column": "c"}, "values.scores.scientifc", "scientific"),
        ("price.unit", "万圆", "price.unit", "unknown unit.*Did you mean '万元'"),
        ("price.unit", None, "price.unit", "no unit"),
        ("price.currency", "USD", "price.currency", "counts in CNY"),
        ("price.concept", "grand_amount", "price.concept", "Did you mean 'grant_amount'"),
        ("price.concept", None, "price.concept", "required"),
        ("price.segments", ["phase"], "price.segments", "not a categorical attribute"),
        ("date", None, "date", "a price needs its date"),
        ("date.formats", ["%d/%m"], "date.formats", "reads no year"),
        ("date.pattern", "(", "date.pattern", "not a regular expression"),
        ("date.constant", "2021-03-31", "date.column", "exactly one"),
        ("maturity", {"low": "a"}, "maturity.level", "not one thing"),
        ("maturity", {"stage": "s"}, "maturity.stages", "go together"),
        ("maturity", {"stage": "s", "stages": {"I": [6, 4]}}, "maturity.stages.I", "low <= high"),
        ("values.dominant", {"column": "c", "codes": {"x": "socail"}}, "values.dominant.codes.x", "Did you mean 'social'"),
        ("values.scores.social", {"column": "c", "codes": {"x": 120}}, "values.scores.social.codes.x", "outside 0-100"),
        ("attributes.n", {"kind": "number", "codes": {"x": "y"}}, "attributes.n.codes.x", "not a number"),
        ("attributes.n", {"kind": "amount"}, "attributes.n.kind", "category"),
        ("attributes.title", "category", "attributes.title", "taken by a field"),
        ("attributes.text_length", "number", "attributes.text_length", "taken"),
        ("attributes.contract_type", "number", "attributes.contract_type.kind", "codes of a registration list"),
        ("attributes.x", {"column": "a"}, "attributes.x", "is the label price.amount"),
        ("text", ["a"], "text", "is the label price.amount"),
    ],
)
def test_an_error_names_file_path_and_fix(path, value, field, told):
    content = changed(path, value)
    if value is None:
        content = {
            key: {k: v for k, v in part.items() if v is not None} if isinstance(part, dict) else part for key, part in content.items() if part is not None
        }
    with pytest.raises(FieldError, match=told) as caught:
        Mapping.of(content, "source.toml")
    error = caught.value
    assert error.field == f"source.toml: {field}"
    assert CHINESE.search(error.reason_in("zh")) and CHINESE.search(error.fix_in("zh")) and not CHINESE.search(QUOTED.sub("", error.reason))


def test_what_pydantic_says_of_a_key_is_said_in_chinese_too():
    with pytest.raises(FieldError) as caught:
        Mapping.of(changed("table", {"header_row": 0}))
    assert caught.value.reason == "input should be greater than or equal to 1" and caught.value.reason_in("zh") == "数值应不小于1"
    with pytest.raises(FieldError) as caught:
        Mapping.of(changed("attributes.n", {"kind": "amount"}))
    assert caught.value.fix == "Write 'category' or 'number'." and caught.value.fix_in("zh") == "请写'category'或'number'。"


def test_further_problems_are_named_behind_the_first():
    with pytest.raises(FieldError, match=r"Also wrong: txet") as caught:
        Mapping.of({"titel": "a", "txet": "b", "title": "t"})
    assert caught.value.fix_in("zh").endswith("另有错误: txet。")


def test_a_misspelt_key_is_named_before_what_it_leaves_missing():
    content = changed("price", {"concpet": "grant_amount", "amount": "a", "unit": "元"})
    with pytest.raises(FieldError, match=r"^source.toml: price.concpet: unknown key.*Did you mean 'concept'.*Also wrong: price.concept"):
        Mapping.of(content, "source.toml")
