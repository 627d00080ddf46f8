"""A day is written as one, or refused."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from valuation.achievement import Achievement
from valuation.day import Day

ADAPTER: TypeAdapter[date | None] = TypeAdapter(Day | None)


@given(st.dates())
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert ADAPTER.validate_json(json.dumps(day.isoformat())) == ADAPTER.validate_python(day) == ADAPTER.validate_strings(day.isoformat()) == day


@pytest.mark.parametrize("value", [0, 86_400, 86_400.0, True, "0", "86400", "2024-2-9", "2024-02-30", "2024-02-29T00:00:00", "２０２４-02-29", "", [], {}])
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        ADAPTER.validate_json(json.dumps(value))
    assert {error["type"] for error in caught.value.errors()} <= {"date_parsing", "date_from_datetime_parsing"}


def test_no_day_is_no_day() -> None:
    assert ADAPTER.validate_json("null") is None


def test_an_achievement_is_not_valued_as_of_1970() -> None:
    with pytest.raises(ValidationError):
        Achievement.model_validate_json('{"text": "a", "valuation_date": 0}')


def test_the_schema_says_what_it_is() -> None:
    assert TypeAdapter(Day).json_schema() == {"type": "string", "format": "date"}
