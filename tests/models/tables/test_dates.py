from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tables.dates import EARLIEST, LATEST, format_error, parse_date
from valuation.field_error import FieldError

DAYS = st.dates(EARLIEST, LATEST)


@pytest.mark.parametrize(
    ("cell", "formats", "day"),
    [
        ("2019-05-01", (), date(2019, 5, 1)),
        ("2019/5/1", (), date(2019, 5, 1)),
        ("2019年5月1日", (), date(2019, 5, 1)),
        ("２０１９年５月１日", (), date(2019, 5, 1)),
        ("2019-05-01 13:45:00", (), date(2019, 5, 1)),
        ("2019-05-01T13:45:00+08:00", (), date(2019, 5, 1)),
        ("20190501", (), date(2019, 5, 1)),
        (20190501, (), date(2019, 5, 1)),
        ("201611", (), date(2016, 11, 15)),
        ("2016.01", (), date(2016, 1, 15)),
        ("2016年", (), date(2016, 7, 1)),
        (2016, ("year",), date(2016, 7, 1)),
        (2016.0, (), date(2016, 7, 1)),
        ("03/04/2019", ("%d/%m/%Y",), date(2019, 4, 3)),
        ("03/04/2019", ("%m/%d/%Y",), date(2019, 3, 4)),
        ("May 1, 2019", ("%Y-%m-%d", "%b %d, %Y"), date(2019, 5, 1)),
        (43586, ("excel",), date(2019, 5, 1)),
        (date(2019, 5, 1), ("%d/%m/%Y",), date(2019, 5, 1)),
        ("2019-05-01", ("%d/%m/%Y",), date(2019, 5, 1)),
    ],
)
def test_a_date_is_read_by_its_format(cell, formats, day):
    assert parse_date(cell, "date", formats) == day


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]))
def test_every_day_comes_back_from_every_default_spelling(day, spelling):
    assert parse_date(day.strftime(spelling), "date") == day


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d %b %Y", "%B %d, %Y"]))
def test_every_day_comes_back_by_a_format_that_is_named(day, spelling):
    assert parse_date(day.strftime(spelling), "date", [spelling]) == day


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_missing_or_a_field_error(text):
    try:
        day = parse_date(text, "date")
    except FieldError as error:
        assert error.field == "date" and error.fix
    else:
        assert day is None or EARLIEST <= day <= LATEST


@pytest.mark.parametrize("cell", ["03/04/2019", "31.12.2019", "yesterday", "2019-13-01", "2019-02-30", "1.5", "0000", "12"])
def test_what_cannot_be_told_apart_or_is_no_date_is_an_error(cell):
    with pytest.raises(FieldError, match="not a date"):
        parse_date(cell, "date")


@pytest.mark.parametrize("cell", ["1066-10-14", "2999", date(1492, 1, 1)])
def test_a_date_outside_the_centuries_of_contracts_is_an_error(cell):
    with pytest.raises(FieldError, match="outside 1900-2100"):
        parse_date(cell, "date")


@pytest.mark.parametrize("cell", ["", None, "-", "无"])
def test_an_empty_date_is_missing(cell):
    assert parse_date(cell, "date") is None


def test_a_pattern_takes_the_start_of_a_range():
    start, month = re.compile(r"^(\d{4}\.\d{2})-"), re.compile(r"\d{4}-\d{2}")
    assert parse_date("2016.01-2018.12", "起止年月", pattern=start) == date(2016, 1, 15)
    assert parse_date("from 2016-03 on", "period", pattern=month) == date(2016, 3, 15)
    with pytest.raises(FieldError, match="does not match the pattern"):
        parse_date("2016 to 2018", "起止年月", pattern=start)


@pytest.mark.parametrize("given", ["%d/%m", "%Q", "yyyy-mm-dd", "%"])
def test_a_format_that_yields_no_date_is_found_out(given):
    assert format_error(given)


@pytest.mark.parametrize("given", ["%d/%m/%Y", "%d.%m.%y", "year", "excel", "%Y"])
def test_a_usable_format_passes(given):
    assert format_error(given) is None
