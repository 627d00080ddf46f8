"""Which columns of an unknown table can be attributes, under which name and kind, and which are left out and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.tables import column_names
from models.tables.cell import cell_text
from models.tables.survey import ColumnSurvey
from valuation.achievement import Achievement
from valuation.deny_list import denied
from valuation.features import DERIVED_NUMBERS
from valuation.field_error import FieldError
from valuation.record import code_list_of


@dataclass(frozen=True)
class AttributeGuess:
    """A column that would become an attribute of that name."""

    name: str
    column: ColumnSurvey
    kind: str
    deal: bool
    question: str = ""


def guess_attributes(columns: Iterable[ColumnSurvey]) -> tuple[list[AttributeGuess], dict[str, str]]:
    """The attributes among the columns that have no other role, and why the rest are left out."""
    attributes: list[AttributeGuess] = []
    left_out: dict[str, str] = {}
    for column in columns:
        refused = denied(column.name)
        if refused is not None:
            left_out[column.name] = f"never an input to a price: {refused.reason}"
        elif column.distinct == 1:
            left_out[column.name] = f"the same in every row that has it: {column.examples[0]}"
        elif column.numeric < 0.95 and column.filled > 20 and column.distinct > 0.5 * column.filled:
            left_out[column.name] = f"nearly a value of its own in each row ({column.distinct:,} of {column.filled:,})"
        elif column_names.ID.search(column.name) and column.distinct > 0.9 * column.filled and column.filled > 20:
            left_out[column.name] = "numbers the rows"
        else:
            attributes.append(_attribute(column, {each.name for each in attributes}))
    return attributes, left_out


def _attribute(column: ColumnSurvey, taken: set[str]) -> AttributeGuess:
    deal = bool(column_names.DEAL.search(column.name))
    question = "known only after the deal?" if deal else ""
    for name, pattern in column_names.CODED.items():
        if not pattern.search(column.name) or name in taken:
            continue
        strange = [value for value in column.values or map(cell_text, column.cells) if not _resolves(name, value)]
        if not strange:
            return AttributeGuess(name, column, "category", deal, question)
        question = f"looks like {name}, but these values are not in its code list: {', '.join(strange[:8])}; rename it and add codes"
    name = column.name
    if name in Achievement.model_fields or name in DERIVED_NUMBERS:
        name = f"{name}_given"
    if column.numeric < 0.95 or column.distinct <= 12:
        if column.numeric >= 0.95:
            question = question or f"numbers, but only {column.distinct}: codes, or a quantity?"
        return AttributeGuess(name, column, "category", deal, question)
    return AttributeGuess(name, column, "number", deal, question)


def _resolves(name: str, value: str) -> bool:
    codes = code_list_of(name)
    try:
        return codes is None or bool(codes.resolve(value, name))
    except FieldError:
        return False
