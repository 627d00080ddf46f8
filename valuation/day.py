"""A day as it is written in an input: 2026-11-22. A number is none, though pydantic would count it in seconds from 1970 and value as of then."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII).fullmatch


def _as_written(value: object) -> object:
    """The value, where it is a date or looks like one."""
    if isinstance(value, date) or (isinstance(value, str) and _WRITTEN(value)):
        return value
    raise PydanticCustomError("date_parsing", "Input should be a valid date in the format YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_as_written)]
"""The type of every day in an input."""
