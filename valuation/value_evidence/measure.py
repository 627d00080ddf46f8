"""A measured value of an indicator: a number with its unit, or a state, with its source; and which quantity of the indicator it is.

What cannot be read (another unit, a level 12, a state that does not exist) is refused with a FieldError; what is merely lacking is not: it leaves the indicator
without a score, and the answer says why.
"""

from __future__ import annotations

from typing import NamedTuple

from pydantic import Field, ValidationInfo, field_validator

from valuation.catalogue import say
from valuation.day import Day
from valuation.field_error import FieldError
from valuation.record import Record
from valuation.value_evidence.indicator import Indicator, Part
from valuation.value_evidence.unit import UNITS


class Measure(Record):
    """One measured value, or one state, of an indicator."""

    value: float | str | None = Field(default=None, description="a number, or the name of a state (granted, clear, pass …)")
    unit: str | None = Field(default=None, max_length=40, description="what the number counts: %, 万元, years …; a state has none")
    part: str | None = Field(
        default=None, max_length=60, description="which quantity of the indicator it is, where it has several in one unit; see docs/values.md"
    )
    source: str | None = Field(default=None, max_length=500, description="where it was read: benchmark, market study, clause of a document")
    published: Day | None = Field(default=None, description="when the cited work appeared (SB5, SA4)")

    @field_validator("value", "anchor", mode="before", check_fields=False)
    @classmethod
    def _no_truth_value(cls, value: object, info: ValidationInfo) -> object:
        """Neither is `true` the number 1, nor `false` 0."""
        if isinstance(value, bool):
            raise FieldError(str(info.field_name), value, say("value_scores.truth_value"), say("value_scores.give_number"))
        return value


class Amount(NamedTuple):
    """A measure in the indicator's own terms: the name of the part, "state" or "grade", and the amount in the part's unit or the state's name."""

    part: str
    value: float | str


def read_measure(indicator: Indicator, measure: Measure) -> Amount | None:
    """The measure in the indicator's terms; None where it has no value, or a number without a unit. Raises FieldError for what cannot be one."""
    value, unit = measure.value, (measure.unit or "").strip()
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return Amount("state", _state(indicator, value))
    if indicator.written and UNITS["grade"].factor(unit):
        return Amount("grade", _within(value, "grade", measure))
    parts = _possible(indicator, measure.part)
    if not unit:
        return None
    for part in parts:
        factor = part.unit.factor(unit)
        if factor is not None:
            _only_one(parts, part, unit)
            return Amount(part.name, _within(round(value * factor, 12), part.unit_name, measure))
    units = sorted({part.unit.zh.strip() or "count" for part in indicator.parts} | ({"grade"} if indicator.written else set()))
    raise FieldError("unit", unit, say("value_scores.wrong_unit", code=indicator.code), say("value_scores.use_unit", units=", ".join(units)))


def _possible(indicator: Indicator, name: str | None) -> tuple[Part, ...]:
    """The parts that a measure may be of: the one it names, or all."""
    if not name:
        return indicator.parts
    parts = tuple(part for part in indicator.parts if name in (part.name, part.zh, part.en))
    if not parts:
        known = ", ".join(part.name for part in indicator.parts)
        raise FieldError("part", name, say("value_scores.wrong_part", code=indicator.code), say("value_scores.use_part", parts=known or "-"))
    return parts


def _only_one(parts: tuple[Part, ...], found: Part, unit: str) -> None:
    """Two parts in one unit must be told apart by name."""
    alike = [part.name for part in parts if part.unit.factor(unit) is not None]
    if alike != [found.name]:
        raise FieldError("part", None, say("value_scores.part_unsaid", unit=unit), say("value_scores.use_part", parts=", ".join(alike)))


def _state(indicator: Indicator, value: str) -> str:
    spelling = value.strip().casefold()
    for state in indicator.states:
        if spelling in (state.name, state.zh, state.en.casefold()):
            return state.name
    if not indicator.states:
        raise FieldError("value", value, say("value_scores.number_expected", code=indicator.code), say("value_scores.give_number"))
    known = ", ".join(f"{state.name} {state.zh}" for state in indicator.states)
    raise FieldError("value", value, say("value_scores.wrong_state", code=indicator.code), say("value_scores.use_state", states=known))


def _within(amount: float, unit_name: str, measure: Measure) -> float:
    unit = UNITS[unit_name]
    if not unit.holds(amount):
        raise FieldError("value", measure.value, say("value_scores.out_of_range"), say("value_scores.use_range", range=unit.range))
    return amount
