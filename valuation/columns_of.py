"""Achievements → the columns that a model with a given schema reads: the serving twin of reading a table through a mapping file.

Facts are found by name (`Achievement.facts`); a fact that the model does not read is reported, not an error; a fact that it reads as a
number but that is none is a `FieldError` naming the field.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from valuation.achievement import Achievement, Fact, Terms
from valuation.catalogue import say
from valuation.features import Columns, FeatureSchema, Laid, category, compose_text
from valuation.field_error import FieldError

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
LARGEST = float(np.finfo(np.float32).max)
"""The graph reads float32: a number beyond it is a wrong unit, not a fact."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An achievement as one model reads it: a row of its columns, and what of the facts it left aside or looked for in vain."""

    achievement: Achievement
    text: str
    valuation_date: date
    categories: tuple[str, ...]
    numbers: tuple[float, ...]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]


def columns_of(achievements: Sequence[Achievement], schema: FeatureSchema, default_date: date) -> Columns:
    """One row per achievement, in order; `default_date` is the valuation date of those without one of their own. Raises FieldError."""
    return stacked([subject_of(achievement, schema, default_date) for achievement in achievements], schema)


def subject_of(achievement: Achievement, schema: FeatureSchema, default_date: date) -> Subject:
    """The achievement as the model reads it; FieldError at the first number that is none."""
    facts = achievement.facts()
    return Subject(
        achievement=achievement,
        text=compose_text(achievement.title, achievement.text, achievement.keywords),
        valuation_date=achievement.valuation_date or default_date,
        categories=tuple([category(facts.get(name)) for name in schema.categories]),
        numbers=tuple(
            [
                # a float of ordinary size, as nearly all are, needs no second look
                value if type(value := facts.get(name)) is float and -LARGEST <= value <= LARGEST else _number(value, name, achievement)
                for name in schema.numbers
            ]
        ),
        ignored=tuple([name for name in facts if name not in schema.known_names]),
        missing=tuple([name for name in schema.names if name not in facts]),
    )


def wrong_numbers(achievement: Achievement, schema: FeatureSchema) -> list[FieldError]:
    """Every fact that the model reads as a number and that is none."""
    facts = achievement.facts()
    errors = []
    for name in schema.numbers:
        try:
            _number(facts.get(name), name, achievement)
        except FieldError as error:
            errors.append(error)
    return errors


def number_of(value: Fact, field: str) -> float:
    """A fact as a number: NaN where unknown, true and false as 1 and 0; FieldError for `field` where it is none."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return float("nan")
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
        raise FieldError(field, value, say("fields.number_expected"), say("fields.plain_number"))
    number = float(value)
    if abs(number) > LARGEST:
        raise FieldError(field, value, say("fields.number_too_large"), say("fields.check_unit"))
    return number


def stacked(subjects: Sequence[Subject], schema: FeatureSchema) -> Columns:
    """The subjects' rows as columns, in order; every column of the schema is there."""
    n = len(subjects)
    categories = np.array([subject.categories for subject in subjects], dtype=object).reshape(n, len(schema.categories))
    numbers = np.array([subject.numbers for subject in subjects], dtype=np.float64).reshape(n, len(schema.numbers))
    return Columns(
        text=[subject.text for subject in subjects],
        titles=np.array([len(subject.achievement.title) for subject in subjects], dtype=np.int64),
        dates=np.array([subject.valuation_date for subject in subjects], dtype="datetime64[D]"),
        categories=Laid(schema.categories, categories),
        numbers=Laid(schema.numbers, numbers),
    )


@dataclass(frozen=True, slots=True)
class Subjects:
    """Subjects as one model reads them that are not yet laid into columns: that costs far less a row where it is done for many calls at once."""

    rows: Sequence[Subject]
    schema: FeatureSchema

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def text(self) -> list[str]:
        """As `Columns.text`."""
        return [subject.text for subject in self.rows]

    def take(self, rows: NDArray[np.int64]) -> Subjects:
        """The rows of those indices, in that order."""
        return Subjects([self.rows[row] for row in rows], self.schema)


def laid_together(calls: Sequence[Columns | Subjects]) -> Columns:
    """The rows of all calls as columns, in order; ValueError where their columns differ, for such rows belong to different models."""
    waiting = [call for call in calls if isinstance(call, Subjects)]
    if len(waiting) == len(calls) and all(call.schema is waiting[0].schema for call in waiting):
        return stacked([subject for call in waiting for subject in call.rows], waiting[0].schema)
    return Columns.concat([stacked(call.rows, call.schema) if isinstance(call, Subjects) else call for call in calls])


def _number(value: Fact, name: str, achievement: Achievement) -> float:
    """The same, told of the place where the sender wrote it."""
    try:
        return number_of(value, name)
    except FieldError:
        return number_of(value, _field(name, achievement))


def _field(name: str, achievement: Achievement) -> str:
    """Where the sender wrote the fact, with dots between the steps; a name in `attributes` may itself hold dots."""
    if name in achievement.attributes:
        return f"attributes.{name}"
    return f"terms.{name}" if name in Terms.model_fields and name not in Achievement.model_fields else name
