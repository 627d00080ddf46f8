"""Record batches of achievements → the columns a model reads, without an object a row: the twin of `valuation.columns_of`, with the same meaning.

A value means what it would mean in an achievement of its own: each distinct value of a column is asked once, and the answers are kept for the stream.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pydantic import ValidationError

from service.arrow_schema import CODED, FIELDS, check_schema, is_number, is_text
from service.input_errors import field_input_error, input_errors
from service.problems import Problem
from service.wrong_input import WrongInput
from valuation.achievement import PLAIN_FIELDS, Achievement
from valuation.catalogue import say
from valuation.columns_of import LARGEST, number_of
from valuation.features import Columns, FeatureSchema, category, compose_text
from valuation.field_error import FieldError
from valuation.record import code_list_of

KEPT, LONGEST_KEPT = 10_000, 200
"""Distinct values of a column whose meaning is remembered, and the characters of the longest such value."""
_TITLE, _TEXT, _ID = 2_000, 200_000, 200
_FIRST, _LAST = np.datetime64("0001-01-01"), np.datetime64("9999-12-31")
_SEPARATORS = re.compile("[;；]")

T = TypeVar("T")
Wrong = dict[int, WrongInput]


@dataclass(frozen=True)
class Rows:
    """n rows of a sweep. `ids` (n,) as given; `unreadable` maps a row to what is wrong with it, its columns are not to be trusted."""

    ids: pa.Array
    columns: Columns
    unreadable: Wrong

    def __len__(self) -> int:
        return len(self.columns)

    def statuses(self, answered: pa.RecordBatch) -> list[str]:
        """What became of each row, to be counted."""
        return ["invalid" if row in self.unreadable else "refused" if refused else "valued" for row, refused in enumerate(answered["refused"].to_pylist())]


class ArrowColumns:
    """Reads the record batches of one stream for one model; `ids` is the type of the ids that it gives back.

    `day` is the valuation date of rows without their own, `most` the bytes that the text of a batch may have.
    """

    def __init__(self, schema: pa.Schema, read: FeatureSchema, day: date, most: int) -> None:
        check_schema(schema)
        self.schema, self._read, self._day, self._most = schema, read, day, most
        facts = [name for name in schema.names if name not in FIELDS] + [name for name in (*CODED, *PLAIN_FIELDS) if name in schema.names]
        self.ignored = tuple(name for name in facts if name not in read.names)
        self.missing = tuple(name for name in read.names if name not in facts)
        self._numbers = {name: _Meanings(name, partial(number_of, field=name), float("nan")) for name in read.numbers}
        # A fact that the model does not read is still refused where its code list does not know it, as in an achievement.
        coded = [name for name in self.ignored if name in FIELDS or code_list_of(name) is not None]
        self._categories = {name: _Meanings(name, category, "") for name in (*read.categories, *coded)}
        self.ids: pa.DataType = pa.string() if "id" not in schema.names or is_text(schema.field("id").type) else schema.field("id").type
        self._days = _Meanings[date | None]("valuation_date", lambda value: value, None)

    def read(self, batch: pa.RecordBatch) -> Rows:
        """The rows of a batch, which is valid and of the stream's schema. Raises Problem."""
        if sum(_viewed(column) for column in batch.columns if pa.types.is_string_view(column.type)) > self._most:
            raise Problem("too_large", say("problems.message_bytes", limit=self._most))
        wrong: Wrong = {}
        texts, titles = self._texts(batch, wrong)
        columns = Columns(
            text=texts,
            titles=titles,
            dates=self._dates(batch, wrong),
            categories={name: found for name, found in self._all_categories(batch, wrong).items() if name in self._read.categories},
            numbers={name: self._number(batch, name, wrong) for name in self._read.numbers},
        )
        return Rows(self._ids(batch, wrong), columns, wrong)

    def _texts(self, batch: pa.RecordBatch, wrong: Wrong) -> tuple[list[str], NDArray[np.int64]]:
        """Composed texts and the lengths of the titles."""
        titles = ["" if title is None else title for title in self._strings(batch, "title")]
        texts = self._strings(batch, "text")
        for name, values, most in (("title", titles, _TITLE), ("text", texts, _TEXT)):
            for row, value in enumerate(values):
                if value is None or len(value) > most:
                    wrong.setdefault(row, _refused(name, value))
        keywords = self._keywords(batch)
        composed = [compose_text(*each) for each in zip(titles, [text or "" for text in texts], keywords, strict=True)]
        return composed, np.fromiter(map(len, titles), np.int64, len(titles))

    def _strings(self, batch: pa.RecordBatch, name: str) -> list[str | None]:
        if name not in self.schema.names:
            return [None] * batch.num_rows
        cells, index = _distinct(batch.column(name)) if pa.types.is_dictionary(self.schema.field(name).type) else (batch.column(name).to_pylist(), None)
        return cells if index is None else [cells[at] for at in index]

    def _keywords(self, batch: pa.RecordBatch) -> list[tuple[str, ...]]:
        if "keywords" not in self.schema.names:
            return [()] * batch.num_rows
        if not is_text(self.schema.field("keywords").type):
            return [tuple(word for word in words or () if word) for words in batch.column("keywords").to_pylist()]
        return [tuple(word for part in _SEPARATORS.split(words or "") if (word := part.strip())) for words in self._strings(batch, "keywords")]

    def _dates(self, batch: pa.RecordBatch, wrong: Wrong) -> NDArray[np.datetime64]:
        default = np.datetime64(self._day, "D")
        if "valuation_date" not in self.schema.names:
            return np.full(batch.num_rows, default)
        column = batch.column("valuation_date")
        if is_text(column.type):
            days = self._days.of(column, wrong)
            return np.asarray([default if day is None else day for day in days], dtype="datetime64[D]")
        unit = "D" if pa.types.is_date32(column.type) else "ms" if pa.types.is_date64(column.type) else column.type.unit
        plain = column.cast(pa.int32()) if unit == "D" else column.cast(pa.int64())
        given = plain.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False).view(f"datetime64[{unit}]").astype("datetime64[D]")
        known = column.is_valid().to_numpy(zero_copy_only=False)
        for row in np.flatnonzero(known & ~((given >= _FIRST) & (given <= _LAST))).tolist():
            wrong.setdefault(row, WrongInput.of("date_parsing", ("valuation_date",), given[row]))
            known[row] = False
        return np.where(known, given, default)

    def _all_categories(self, batch: pa.RecordBatch, wrong: Wrong) -> dict[str, list[str]]:
        n = batch.num_rows
        return {name: meanings.of(batch.column(name), wrong) if name in self.schema.names else [""] * n for name, meanings in self._categories.items()}

    def _number(self, batch: pa.RecordBatch, name: str, wrong: Wrong) -> NDArray[np.float64]:
        if name not in self.schema.names:
            return np.full(batch.num_rows, np.nan)
        column = batch.column(name)
        if not is_number(column.type):
            return np.asarray(self._numbers[name].of(column, wrong), dtype=np.float64)
        values: NDArray[np.float64] = pc.cast(column, pa.float64(), safe=False).to_numpy(zero_copy_only=False)
        for row in np.flatnonzero(np.abs(values) > LARGEST).tolist():
            wrong.setdefault(row, _wrong_number(float(values[row]), name))
        return values

    def _ids(self, batch: pa.RecordBatch, wrong: Wrong) -> pa.Array:
        if "id" not in self.schema.names:
            return pa.nulls(batch.num_rows, pa.string())
        if not is_text(self.schema.field("id").type):
            return batch.column("id")
        ids = self._strings(batch, "id")
        for row, one in enumerate(ids):
            if one is not None and len(one) > _ID:
                wrong.setdefault(row, _refused("id", one))
                ids[row] = None
        return pa.array(ids, pa.string())


class _Meanings(Generic[T]):
    """What the values of a column mean, each distinct one worked out once; `failed` stands where a value cannot be read."""

    def __init__(self, name: str, meaning: Callable[[Any], T], failed: T) -> None:
        self._name, self._meaning, self._failed = name, meaning, failed
        self._known: dict[Any, T | WrongInput] = {}

    def of(self, column: pa.Array, wrong: Wrong) -> list[T]:
        """The meaning of each row."""
        cells, index = _distinct(column)
        found = [self._asked(cell) for cell in cells]
        amiss = {at: error for at, error in enumerate(found) if isinstance(error, WrongInput)}
        if amiss:
            for row, at in enumerate(index):
                if at in amiss:
                    wrong.setdefault(row, amiss[at])
        values = [self._failed if isinstance(one, WrongInput) else one for one in found]
        return [values[at] for at in index]

    def _asked(self, cell: Any) -> T | WrongInput:
        if cell in self._known:
            return self._known[cell]
        found = self._worked_out(cell)
        if not isinstance(cell, str) or len(cell) <= LONGEST_KEPT:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[cell] = found
        return found

    def _worked_out(self, cell: Any) -> T | WrongInput:
        name = self._name
        if cell is None or cell != cell:  # NaN is how tables write that there is nothing
            return self._meaning(None)
        field = name in FIELDS
        try:
            achievement = Achievement.model_validate({"text": ""} | ({name: cell} if field else {"attributes": {name: cell}}))
            return self._meaning(getattr(achievement, name) if field else achievement.attributes[name])
        except ValidationError as error:
            return input_errors(error)[0]
        except FieldError as error:
            return field_input_error(error)


def _distinct(column: pa.Array) -> tuple[list[Any], list[int]]:
    """The distinct cells of a column and, for each row, which of them stands there. Of a dictionary only the cells in use are looked at."""
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.float64()) if pa.types.is_decimal(column.type) else column
        column = column.dictionary_encode(null_encoding="encode")
        return column.dictionary.to_pylist(), column.indices.to_pylist()
    at = column.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    used, index = np.unique(at, return_inverse=True)
    return column.dictionary.take(pa.array(used, mask=used < 0)).to_pylist(), index.tolist()


def _viewed(column: pa.Array) -> int:
    """Bytes of text that a column of views shows; many views may show the same bytes, so that a small message holds much text."""
    buffer = column.buffers()[1]
    lengths = np.frombuffer(buffer, np.int32)[::4][column.offset : column.offset + len(column)] if buffer is not None else np.zeros(0, np.int32)
    return int(lengths.sum(dtype=np.int64))


def _refused(name: str, value: str | None) -> WrongInput:
    """What the achievement says of a field that is absent or too long."""
    try:
        Achievement.model_validate({name: value} | ({} if name == "text" else {"text": ""}) if value is not None else {})
    except ValidationError as error:
        return input_errors(error)[0]
    raise AssertionError(f"{name} is as it should be")


def _wrong_number(value: float, name: str) -> WrongInput:
    try:
        number_of(value, name)
    except FieldError as error:
        return field_input_error(error)
    raise AssertionError(f"{value} is a number")
