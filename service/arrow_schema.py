"""What each column of a sweep is: a field of the achievement, or an attribute under its own name. A column that cannot be read refuses the sweep.

Only flat columns have a place in a table; what is nested in an achievement (rights, terms, indicators …) is sent as JSON or NDJSON.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pyarrow as pa
from pydantic import ValidationError

from service.input_errors import input_errors
from service.problems import Problem
from service.wrong_input import WrongInput, pointer
from valuation.achievement import PLAIN_FIELDS, Achievement
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.record import CODED_FIELDS

COLUMNS = 1_000
"""Columns of one sweep."""
TextTest = Callable[[pa.DataType], bool]
CODED = tuple(name for name in CODED_FIELDS if name in Achievement.model_fields)
FIELDS = ("id", "title", "text", "keywords", "valuation_date", *CODED, *PLAIN_FIELDS)
"""The fields of an achievement that a column can hold."""


def is_text(kind: pa.DataType) -> bool:
    """Strings of any layout, as such or in a dictionary; a column of nulls is of every kind."""
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(plain) or pa.types.is_large_string(plain) or pa.types.is_string_view(plain) or pa.types.is_null(plain))


def is_number(kind: pa.DataType) -> bool:
    """Numbers of any width, and true and false."""
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind) or pa.types.is_boolean(kind) or pa.types.is_null(kind))


def is_words(kind: pa.DataType) -> bool:
    """Text, or lists of text."""
    listed = bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))
    return is_text(kind.value_type) and not pa.types.is_dictionary(kind.value_type) if listed else is_text(kind)


def is_day(kind: pa.DataType) -> bool:
    """Dates, timestamps without a time zone, or text that writes them."""
    return is_text(kind) or bool(pa.types.is_date(kind) or (pa.types.is_timestamp(kind) and kind.tz is None))


def is_code(kind: pa.DataType) -> bool:
    """Text or whole numbers."""
    return is_text(kind) or bool(pa.types.is_integer(kind))


def is_fact(kind: pa.DataType) -> bool:
    """Text or numbers."""
    return is_text(kind) or is_number(kind)


_WANTED: dict[str, tuple[TextTest, str]] = {
    **dict.fromkeys(FIELDS, (is_text, "text")),
    **dict.fromkeys(("id", *CODED), (is_code, "code")),
    "keywords": (is_words, "words"),
    "valuation_date": (is_day, "day"),
}


def check_schema(schema: pa.Schema) -> None:
    """Problem with every column that a sweep cannot hold, and what to do about each."""
    if len(schema) > COLUMNS:
        raise Problem.of_input(WrongInput.of("many_columns", ("columns",), len(schema), most=COLUMNS))
    wrong = [WrongInput.of("column_twice", ("columns", name)) for name, times in Counter(schema.names).items() if times > 1]
    if "text" not in schema.names:
        wrong.append(WrongInput.of("no_text_column", ("columns", "text")))
    wrong += [found for column in schema if (found := _wrong(column)) is not None]
    if wrong:
        said = Bilingual(zh=f"{wrong[0].detail.zh}{wrong[0].fix.zh}", en=f"{wrong[0].detail.en} {wrong[0].fix.en}")
        raise Problem("invalid_input", say("problems.column", name=wrong[0].pointer.removeprefix("/columns/"), words=said), tuple(wrong))


def _wrong(column: pa.Field) -> WrongInput | None:
    name, steps = column.name, ("columns", column.name)
    if name in Achievement.model_fields and name not in FIELDS:
        return WrongInput.of("nested_column", steps, column.type)
    fits, wanted = _WANTED.get(name, (is_fact, "fact"))
    if not fits(column.type):
        return WrongInput.of("column_type", steps, column.type, wanted=say(f"inputs.columns.{wanted}"))
    return None if name in FIELDS else _refused_name(name)


def _refused_name(name: str) -> WrongInput | None:
    """What the achievement itself says of an attribute of that name."""
    try:
        Achievement.model_validate({"text": "", "attributes": {name: None}})
    except ValidationError as error:
        first = input_errors(error)[0]
        return WrongInput(pointer(("columns", name)), first.value, first.detail, first.fix)
    return None
