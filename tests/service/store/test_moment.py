from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.dialects import sqlite

from service.store.database import Database
from service.store.moment import Moment, microseconds

MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-9, minutes=-30))]))
KEPT = Moment()
DIALECT: Any = sqlite.dialect()


@given(MOMENTS)
def test_a_moment_comes_back_as_it_was_in_utc(moment: datetime) -> None:
    back = KEPT.process_result_value(KEPT.process_bind_param(moment, DIALECT), DIALECT)
    assert back == moment and back is not None and back.tzinfo is UTC


@given(st.lists(MOMENTS, min_size=2))
def test_moments_are_ordered_as_their_numbers_are(moments: list[datetime]) -> None:
    assert all(microseconds(one) <= microseconds(other) for one, other in pairwise(sorted(moments)))


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        microseconds(datetime(2026, 11, 28))


def test_the_number_is_microseconds_since_1970() -> None:
    assert microseconds(datetime(1970, 1, 1, 8, 0, 1, tzinfo=timezone(timedelta(hours=8)))) == 1_000_000


def test_both_databases_keep_it_to_the_microsecond_and_nothing_as_nothing(database_url: str) -> None:
    table = Table("moments", MetaData(), Column("id", Integer, primary_key=True), Column("at", Moment))
    moment = datetime(2026, 11, 28, 9, 30, 0, 123_457, tzinfo=UTC)
    with closing(Database(database_url)) as database, database.begin() as connection:
        table.create(connection)
        connection.execute(insert(table), [{"id": 1, "at": moment}, {"id": 2, "at": None}])
        assert connection.scalars(select(table.c.at).order_by(table.c.id)).all() == [moment, None]
        assert connection.scalar(select(table.c.id).where(table.c.at < moment + timedelta(microseconds=1))) == 1
