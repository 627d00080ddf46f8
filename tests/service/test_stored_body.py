"""A body is read into its model with its numbers as written; what is wrong stands where the caller wrote it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, RootModel

from service.problems import Problem
from service.stored_body import read_model, takes


class Exact(BaseModel):
    amount: Decimal


class A(BaseModel):
    kind: Literal["a"]
    size: int


class B(BaseModel):
    kind: Literal["b"]


class Either(RootModel[Annotated[A | B, Field(discriminator="kind")]]):
    pass


def refused(body: bytes, model: type[BaseModel] = Either) -> Problem:
    with pytest.raises(Problem) as problem:
        read_model(body, model)
    return problem.value


@given(st.decimals(min_value=0, max_value=10**15, places=20))
def test_a_number_keeps_all_its_digits(number: Decimal) -> None:
    assert read_model(f'{{"amount":{number:f}}}'.encode(), Exact).amount == number


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xff", b'{"amount":NaN}', b"[" * 200_000, b'{"a":1}x'])
def test_what_is_no_json_is_malformed(body: bytes) -> None:
    assert refused(body).type.code == "malformed"


def test_an_error_stands_where_it_was_written() -> None:
    assert [error.pointer for error in refused(b'{"kind":"a","size":"x"}').errors] == ["/size"]
    assert [error.pointer for error in refused(b'{"kind":"c"}').errors] == [""]
    assert [error.pointer for error in refused(b'{"amount":[]}', Exact).errors] == ["/amount"]


def test_openapi_is_told_of_the_header_and_the_body() -> None:
    told = takes(Exact, {"name": "lang"})
    assert [one["name"] for one in told["parameters"]] == ["Idempotency-Key", "lang"] and told["parameters"][0]["required"]
    assert told["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Exact"}


class _Counted(BaseModel):
    count: int


@pytest.mark.parametrize("written", [b"1e999999999", b"1e-999999999", b"1e99999999999999999999", b"-1e401"])
def test_a_number_that_could_not_be_written_out_is_refused_before_anybody_tries(written: bytes) -> None:
    with pytest.raises(Problem) as refused:
        read_model(b'{"count": ' + written + b"}", _Counted)
    assert refused.value.type.code == "malformed"


def test_a_whole_number_with_an_exponent_is_one() -> None:
    assert read_model(b'{"count": 1e3}', _Counted).count == 1_000
