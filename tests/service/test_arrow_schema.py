from __future__ import annotations

import pyarrow as pa
import pytest

from service.arrow_schema import COLUMNS, check_schema
from service.problems import Problem

TEXT = ("text", pa.string())


def refusal(*columns: tuple[str, pa.DataType]) -> Problem:
    with pytest.raises(Problem) as caught:
        check_schema(pa.schema([TEXT, *columns]))
    return caught.value


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view(), pa.null(), pa.dictionary(pa.int8(), pa.large_string())])
def test_text_of_every_layout_is_taken(kind: pa.DataType) -> None:
    check_schema(
        pa.schema([("text", kind), ("title", kind), ("id", kind), ("keywords", kind), ("valuation_date", kind), ("contract_type", kind), ("own", kind)])
    )


@pytest.mark.parametrize("kind", [pa.int8(), pa.uint64(), pa.float16(), pa.float64(), pa.bool_(), pa.decimal128(10, 2)])
def test_an_attribute_may_be_a_number(kind: pa.DataType) -> None:
    check_schema(pa.schema([TEXT, ("own", kind)]))


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("title", pa.binary(), "strings"),
        ("own", pa.date32(), "strings, numbers or booleans"),
        ("own", pa.struct([("a", pa.int8())]), "strings, numbers or booleans"),
        ("own", pa.run_end_encoded(pa.int32(), pa.string()), "strings, numbers or booleans"),
        ("valuation_date", pa.timestamp("us", "UTC"), "date32"),
        ("contract_type", pa.float64(), "whole numbers"),
        ("keywords", pa.list_(pa.int8()), "lists of strings"),
        ("keywords", pa.list_(pa.dictionary(pa.int8(), pa.string())), "lists of strings"),
        ("id", pa.float64(), "whole numbers"),
    ],
)
def test_a_type_that_is_not_read_is_told_with_the_column_and_the_type_to_cast_to(name: str, kind: pa.DataType, wanted: str) -> None:
    problem = refusal((name, kind))
    assert (problem.status, problem.errors[0].pointer) == (422, f"/columns/{name}")
    assert name in problem.detail.en and wanted in problem.errors[0].fix.en and problem.errors[0].value == str(kind)


def test_a_field_that_no_column_can_hold_names_the_other_door() -> None:
    assert "NDJSON" in refusal(("rights", pa.string())).errors[0].fix.en


def test_a_name_that_is_refused_as_an_attribute_is_refused_as_a_column() -> None:
    assert "amount" in refusal(("contract_amount", pa.float64())).detail.en
    assert refusal(("x" * 201, pa.float64())).status == 422


def test_every_column_that_is_wrong_is_told_at_once() -> None:
    assert [error.pointer for error in refusal(("rights", pa.string()), ("own", pa.date32())).errors] == ["/columns/rights", "/columns/own"]


def test_the_text_must_be_there_and_no_name_twice_and_not_too_many() -> None:
    with pytest.raises(Problem, match="`text`"):
        check_schema(pa.schema([("title", pa.string())]))
    assert "Two columns" in refusal(("own", pa.int8()), ("own", pa.int8())).detail.en
    assert str(COLUMNS) in refusal(*[(f"a{at}", pa.int8()) for at in range(COLUMNS)]).detail.en
