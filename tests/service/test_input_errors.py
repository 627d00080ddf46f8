from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from service.input_errors import field_input_error, input_errors, pointer
from valuation.achievement import Achievement
from valuation.field_error import FieldError
from valuation.valuation import InputError

ADAPTER = TypeAdapter(Achievement)


def errors(item: Any) -> tuple[InputError, ...]:
    with pytest.raises(ValidationError) as caught:
        ADAPTER.validate_json(json.dumps(item))
    return input_errors(caught.value, ("achievements", 3))


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
    error = field_input_error(FieldError("attributes.a.b", "x", "it is no number", "Leave it out."), ("achievements", 0))
    assert (error.pointer, error.detail, error.fix) == ("/achievements/0/attributes/a.b", "It is no number.", "Leave it out.")


def test_a_long_value_is_shortened() -> None:
    (error,) = errors({"text": "a", "valuation_date": "x" * 5_000})
    assert len(error.value) == 80
