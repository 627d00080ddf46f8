"""A point in time in the database: microseconds since 1970 in UTC, the same on every database; aware datetimes in Python."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware datetime as an integer; ValueError for a naive one."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else microseconds(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _MICROSECOND


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970 in UTC; ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return (moment - _EPOCH) // _MICROSECOND
