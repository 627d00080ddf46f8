from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from service.input_errors import field_input_error, input_errors
from service.wrong_input import WrongInput, pointer
from valuation.achievement import Achievement
from valuation.field_error import FieldError
from valuation.valuation import InputError

ADAPTER = TypeAdapter(Achievement)


def errors(item: Any) -> tuple[InputError, ...]:
    with pytest.raises(ValidationError) as caught:
        ADAPTER.validate_json(json.dumps(item))
    return tuple(error.in_language(None) for error in input_errors(caught.value, ("achievements", 3)))


@given(st.lists(st.text(max_size=5), max_size=4))
def test_a_pointer_can_be_walked_back(steps: list[str]) -> None:
    parts = pointer(steps).split("/")
    assert [part.replace("~1", "/").replace("~0", "~") for part in parts[1:]] == steps


@pytest.mark.parametrize(
    ("item", "where", "fix"),
    [
        ({}, "/text", "Add the field."),
        ({"text": 5}, "/text", "Give a JSON string, in quotes."),
        ({"text": "a", "valuation_date": "22.11.2026"}, "/valuation_date", "Write the date as 2026-11-22."),
        ({"text": "a", "titel": "b"}, "/titel", "Did you mean `title`?"),
        ({"text": "a", "turnover": 5}, "/turnover", "Put facts of the model's source into `attributes`; see /v1/model."),
        ({"text": "a", "keywords": "b"}, "/keywords", "Give a JSON array."),
        ({"text": "a", "asking_price": {"amount": "much"}}, "/asking_price/amount", "Give a JSON number, without quotes, unit or separators."),
        ({"text": "a", "attributes": {"a/b": {"c": 1}}}, "/attributes/a~1b", "Give one of these, without nesting."),
        ({"text": "a", "rights": [{"owners": ["x"]}, {"granted": "soon"}]}, "/rights/1/granted", "Write the date as 2026-11-22."),
        (7, "", "Give a JSON object."),
    ],
)
def test_an_error_says_where_and_what_to_do(item: Any, where: str, fix: str) -> None:
    (error,) = errors(item)
    assert (error.pointer, error.fix) == (f"/achievements/3{where}", fix)
    assert error.detail.endswith(".")


def test_all_errors_of_an_item_are_reported() -> None:
    found = errors({"text": 5, "titel": "x", "economics": {"operating_margin": 3}})
    assert [error.pointer for error in found] == ["/achievements/3/text", "/achievements/3/economics/operating_margin", "/achievements/3/titel"]


def test_a_domain_error_inside_a_record_keeps_its_reason_and_fix() -> None:
    (error,) = errors({"text": "a", "contract_type": "no such type"})
    assert error.pointer == "/achievements/3/contract_type"
    assert error.value == "no such type"
    assert "Value error" not in error.detail


def test_a_denied_attribute_is_pointed_at_by_its_own_name() -> None:
    (error,) = errors({"text": "a", "attributes": {"phase": "II", "挂牌价": 5}})
    assert error.pointer == "/achievements/3/attributes/挂牌价"


def test_a_dotted_attribute_name_is_one_step() -> None:
    error = field_input_error(FieldError("attributes.a.b", "x", "it is no number", "Leave it out."), ("achievements", 0)).in_language(None)
    assert (error.pointer, error.detail, error.fix) == ("/achievements/0/attributes/a.b", "It is no number.", "Leave it out.")


def test_a_long_value_is_shortened() -> None:
    (error,) = errors({"text": "a", "valuation_date": "x" * 5_000})
    assert len(error.value) == 80


@pytest.mark.parametrize(
    ("item", "detail", "fix"),
    [
        ({}, "缺少必填字段。", "请补上该字段。"),
        ({"text": 5}, "此处应为字符串。", "请给出带引号的JSON字符串。"),
        ({"text": "a", "titel": "b"}, "没有这个名称的字段。", "是否指`title`?"),
        ({"text": "a", "economics": {"operating_margin": 3}}, "数值应不大于1.0。", "请改正该值; /openapi.json说明了允许的取值。"),
        ({"text": "a", "contract_type": "x"}, "不在代码表'contract_type'中。", None),
        ({"text": "a", "attributes": {"挂牌价": 5}}, "绝不可作为价格的输入: 挂牌价是卖方自己的估计, 跟随所要确定的价值。", None),
    ],
)
def test_an_error_says_the_same_in_chinese(item: Any, detail: str, fix: str | None) -> None:
    with pytest.raises(ValidationError) as caught:
        ADAPTER.validate_json(json.dumps(item))
    (error,) = input_errors(caught.value)
    assert error.in_language("zh").detail == detail
    assert fix is None or error.in_language("zh").fix == fix


def found(item: Any) -> tuple[WrongInput, ...]:
    """What is wrong with an item; nothing where it is right."""
    try:
        ADAPTER.validate_json(json.dumps(item))
    except ValidationError as error:
        return input_errors(error)
    return ()


def test_every_kind_of_error_that_an_achievement_can_have_is_said_in_chinese() -> None:
    """A kind of pydantic's errors without a text of ours would reach a Chinese reader in English."""
    odd: list[Any] = [1, "x", [1], {"a": []}, None, -1, 1e16, 101, 1.5, "2026-11-22T10:00:00", "x" * 200_001]
    places: list[tuple[str, ...]] = [
        ("keywords",),
        ("rights",),
        ("terms",),
        ("attributes",),
        ("text",),
        ("asking_price", "amount"),
        ("asking_price", "currency"),
    ]
    places += [("terms", "term_years"), ("terms", "sublicence"), ("listing", "version"), ("valuation_date",)]
    wrong: list[Any] = [{"text": "a", place[0]: value if len(place) == 1 else {place[1]: value}} for place in places for value in odd]
    for item in wrong:
        for error in found(item):
            assert re.search(r"[\u4e00-\u9fff]", error.detail.zh) and "该值不可用" not in error.detail.zh, (item, error)
            assert re.search(r"[\u4e00-\u9fff]", error.fix.zh)


def test_an_entry_of_a_list_is_pointed_at_once() -> None:
    (mode,) = errors({"text": "a", "advice": {"modes": ["no such mode"]}})
    assert mode.pointer == "/achievements/3/advice/modes/0"


def test_a_list_whose_only_entry_is_wrong_is_not_called_too_short_as_well() -> None:
    found = errors({"text": "a", "maturity_evidence": {"elements": [{"name": "e", "track": "sideways", "design_version": "1"}]}})
    assert [error.pointer for error in found] == ["/achievements/3/maturity_evidence/elements/0/track"]
    (empty,) = errors({"text": "a", "maturity_evidence": {"elements": []}})
    assert empty.pointer == "/achievements/3/maturity_evidence/elements"


def test_no_more_places_are_listed_than_anybody_reads_and_beyond_a_thousand_their_number_alone() -> None:
    many = errors({"text": "a"} | {f"x{at}": 1 for at in range(1_000)})
    assert len(many) == 100 and many[0].pointer == "/achievements/3/x0"
    (told,) = errors({"text": "a"} | {f"x{at}": 1 for at in range(1_001)})
    assert (told.pointer, told.detail) == ("/achievements/3", "1001 places are wrong; they are not listed.")


def test_a_name_without_an_end_is_not_sent_back() -> None:
    (told,) = errors({"text": "a", "y" * 1_000_000: 1})
    assert told.pointer == "/achievements/3/" + "y" * 200
