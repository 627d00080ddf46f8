from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.items import Call, InvalidItem, decode_call
from service.problems import Problem
from valuation.audience import AUDIENCES, Audience
from valuation.columns_of import Subject
from valuation.features import FeatureSchema

SCHEMA = FeatureSchema(categories=("phase",), numbers=("team",))
TODAY = date(2026, 11, 22)


def decode(body: Any, *, max_items: int = 10, audiences: tuple[Audience, ...] = AUDIENCES) -> Call:
    return decode_call(body if isinstance(body, bytes) else json.dumps(body).encode(), SCHEMA, TODAY, max_items, audiences)


def test_items_come_in_the_callers_order_each_valid_or_not_on_its_own() -> None:
    call = decode({"achievements": [{"text": "a"}, {"text": 5}, 7, {"text": "b", "attributes": {"team": "few"}}, {"text": "c"}]})
    assert [type(item) for item in call.items] == [Subject, InvalidItem, InvalidItem, InvalidItem, Subject]
    assert [subject.text for subject in call.subjects] == ["a", "c"]
    assert [item.errors[0].pointer for item in call.items if isinstance(item, InvalidItem)] == [
        "/achievements/1/text",
        "/achievements/2",
        "/achievements/3/attributes/team",
    ]


def test_an_invalid_item_keeps_its_identity() -> None:
    (item,) = decode({"achievements": [{"id": "A-1", "listing": {"listing_id": "L-9", "version": 2}, "text": 5}]}).items
    assert isinstance(item, InvalidItem)
    assert item.id == "A-1"
    assert item.listing is not None
    assert item.listing.listing_id == "L-9"


def test_a_valuation_date_is_the_items_own_else_the_calls_else_today() -> None:
    items = [{"text": "a", "valuation_date": "2024-01-02"}, {"text": "b"}]
    with_date = decode({"achievements": items, "valuation_date": "2025-03-04"})
    assert [subject.valuation_date for subject in with_date.subjects] == [date(2024, 1, 2), date(2025, 3, 4)]
    assert [subject.valuation_date for subject in decode({"achievements": items}).subjects] == [date(2024, 1, 2), TODAY]


@pytest.mark.parametrize(
    ("body", "code", "where"),
    [
        (b"", "malformed", None),
        (b"{", "malformed", None),
        (b'{"achievements": [{"text": "a"}]} more', "malformed", None),
        (b'{"achievements": [{"text": NaN}]}', "malformed", None),
        (b'\xef\xbb\xbf{"achievements": [{"text": "a"}]}', "malformed", None),
        (b'{"achievements": ' + b"[" * 100_000, "malformed", None),
        ([], "invalid_input", ""),
        ({}, "invalid_input", ""),
        ({"achievements": {"text": "a"}}, "invalid_input", "/achievements"),
        ({"achievements": []}, "invalid_input", "/achievements"),
        ({"achievements": [{"text": "a"}], "date": "2026-11-22"}, "invalid_input", ""),
        ({"achievements": [{"text": "a"}], "valuation_date": 20261122}, "invalid_input", "/valuation_date"),
        ({"achievements": [{"text": "a"}], "valuation_date": "22 November"}, "invalid_input", "/valuation_date"),
        ({"achievements": [{"text": "a"}] * 11}, "too_large", None),
    ],
)
def test_the_outer_shape_is_strict(body: Any, code: str, where: str | None) -> None:
    with pytest.raises(Problem) as caught:
        decode(body)
    assert caught.value.type.code == code
    assert [error.pointer for error in caught.value.errors] == ([] if where is None else [where])


@pytest.mark.parametrize(
    "raw",
    [
        b'{"text": "\xff\xfe"}',
        b'{"text": "\\ud800"}',
        b'{"text": "a", "asking_price": {"amount": 1e999}}',
        b'{"text": "a", "attributes": {"team": 1e300}}',
        b'{"text": "a", "attributes": {"team": 1' + b"0" * 400 + b"}}",
        b'{"text": "a", "attributes": {"x": ' + b"[" * 500 + b"]" * 500 + b"}}",
    ],
    ids=["invalid UTF-8", "lone surrogate", "infinite price", "beyond float32", "beyond float64", "nested"],
)
def test_a_nasty_item_is_invalid_or_malformed_and_never_an_accident(raw: bytes) -> None:
    body = b'{"achievements": [' + raw + b', {"text": "good"}]}'
    try:
        call = decode(body)
    except Problem as problem:
        assert problem.type.code == "malformed"
    else:
        assert isinstance(call.items[0], InvalidItem)
        assert isinstance(call.items[1], Subject)


def test_for_whom_a_call_is_follows_from_its_caller() -> None:
    call = {"achievements": [{"text": "a"}]}
    assert decode(call).audience == "seller"
    assert decode(call, audiences=("public",)).audience == "public"
    assert decode({**call, "audience": "buyer"}, audiences=("exchange", "buyer", "public")).audience == "buyer"
    with pytest.raises(Problem) as caught:
        decode({**call, "audience": "seller"}, audiences=("buyer",))
    assert (caught.value.status, caught.value.type.code) == (403, "forbidden")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "attributes", "team", "id", "rights", "x"]), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(JSON, min_size=1, max_size=4))
def test_any_json_is_decoded_in_order_without_an_accident(items: list[Any]) -> None:
    call = decode({"achievements": items})
    assert len(call.items) == len(items)
    for at, item in enumerate(call.items):
        if isinstance(item, InvalidItem):
            assert item.errors
            assert all(error.pointer.startswith(f"/achievements/{at}") for error in item.errors)
