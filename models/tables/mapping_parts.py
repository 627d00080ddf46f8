"""The tables of a mapping file, one class each: layout, price, terms, date, project, party, maturity, values; attributes have a file of their own."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from models.tables.code_map import Others
from models.tables.dates import format_error
from models.tables.nearest import suggestion
from models.tables.text_encoding import AUTO
from valuation.codes import LISTS
from valuation.field_error import FieldError
from valuation.five_values import SCORE_RANGE, VALUES
from valuation.maturity import LevelRange
from valuation.money import UNITS
from valuation.price import PRICE_CONCEPTS

Names = Annotated[tuple[str, ...], BeforeValidator(lambda given: (given,) if isinstance(given, str) else given)]
"""One name or a list of them."""

KEYWORD_SEPARATOR = r"[;,|；，、\n\t]+"


class Part(BaseModel):
    """A table of the file: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_min_length=0)


class TableLayout(Part):
    """How the file itself is read."""

    encoding: str = AUTO
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    sheet: str | None = None
    header_row: int = Field(default=1, ge=1, le=1000, description="1-based line that holds the column names")
    missing: Names = Field(default=(), description="texts that mean 'no value' in every column")
    also: dict[str, Names] = Field(default_factory=dict, description="other names under which the file may have a column")
    optional: Names = Field(default=(), description="columns that the file may lack: they are read as empty, and told")


class Keywords(Part):
    """Columns of keywords and the regular expression that parts them."""

    columns: Names
    separator: str = KEYWORD_SEPARATOR

    @field_validator("separator")
    @classmethod
    def _regex(cls, given: str) -> str:
        return regular(given, "separator")

    @model_validator(mode="before")
    @classmethod
    def _short(cls, given: Any) -> Any:
        return {"columns": given} if isinstance(given, (str, list, tuple)) else given


class Labels(Part):
    """A name in both languages."""

    zh: str
    en: str


class Price(Part):
    """The amount, in what it counts and what kind of amount it is. `currency` follows from `unit`; with `unit_column` alone it must be given."""

    concept: str
    amount: str
    unit: str | None = None
    unit_column: str | None = None
    unit_codes: dict[str, str] = Field(default_factory=dict)
    currency: str = Field(default="", pattern=r"^([A-Z]{3})?$")
    concept_labels: Labels | None = None
    total: str | None = Field(default=None, description="column of the contract's total, of which the amount is a part: a check, never a substitute in silence")
    total_concept: str = Field(default="registered_contract_amount", description="what kind of amount the total is")
    largest: float | None = Field(default=None, gt=0, description="the most that a contract can be, in the unit; what is beyond is a mistake")
    tax_basis: str = Field(default="unstated", description="a code of the list tax_basis")
    segments: Names = Field(default=(), description="attributes whose combinations share a price level, e.g. the rules of a programme")

    @property
    def labels(self) -> tuple[str, str]:
        """The concept's name: zh, en."""
        return (self.concept_labels.zh, self.concept_labels.en) if self.concept_labels else PRICE_CONCEPTS[self.concept]

    def of_total(self) -> Price:
        """The same prices where a table has the contract's total alone: that is their amount, and another kind of it."""
        return self.model_copy(update={"amount": self.total, "total": None, "concept": self.total_concept, "concept_labels": None})

    @field_validator("tax_basis")
    @classmethod
    def _known_basis(cls, given: str) -> str:
        return LISTS["tax_basis"].resolve(given, "tax_basis")

    @model_validator(mode="before")
    @classmethod
    def _currency(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        unit = given.get("unit")
        if isinstance(unit, str) and unit not in UNITS:
            raise FieldError("unit", unit, "unknown unit", suggestion(unit, UNITS))
        for name in _texts(given.get("unit_codes")):
            if name not in UNITS:
                raise FieldError("unit_codes", name, "unknown unit", suggestion(name, UNITS))
        if isinstance(unit, str):
            own = UNITS[unit].currency
            if given.get("currency", own) != own:
                raise FieldError("currency", given["currency"], f"the unit {unit} counts in {own}", f'Leave it out, or write currency = "{own}".')
            return {**given, "currency": own}
        return given

    @model_validator(mode="after")
    def _complete(self) -> Price:
        if self.unit is None and not (self.unit_column and self.currency):
            raise FieldError("unit", None, "the amount has no unit", f"Give unit ({', '.join(UNITS)}), or unit_column and currency.")
        if self.concept not in PRICE_CONCEPTS and self.concept_labels is None:
            fix = f"{suggestion(self.concept, PRICE_CONCEPTS)} A new concept needs concept_labels = {{ zh = …, en = … }}."
            raise FieldError("concept", self.concept, "unknown kind of amount", fix)
        if self.total_concept not in PRICE_CONCEPTS:
            raise FieldError("total_concept", self.total_concept, "unknown kind of amount", suggestion(self.total_concept, PRICE_CONCEPTS))
        if self.total == self.amount:
            raise FieldError("total", self.total, "the same column as the amount", "Name the contract's total, or leave it out.")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.concept):
            raise FieldError("concept", self.concept, "not a code", "Write lower-case letters, digits and underscores.")
        return self


class DealTerms(Part):
    """On which terms the deal is paid, by the list `deal_terms`. Without a column the cells of the amount alone tell (免费, 按销售额提成 …)."""

    column: str | None = None
    codes: dict[str, str] = Field(default_factory=dict)
    others: Others = "error"

    @field_validator("codes")
    @classmethod
    def _known(cls, given: dict[str, str]) -> dict[str, str]:
        return {name: LISTS["deal_terms"].resolve(terms, f"codes.{name}") for name, terms in given.items()}


class DayColumn(Part):
    """A column of days, and how they are written there."""

    column: str | None = None
    formats: Names = ()
    pattern: str | None = None

    @field_validator("pattern")
    @classmethod
    def _regex(cls, given: str | None) -> str | None:
        return None if given is None else regular(given, "pattern")

    @field_validator("formats")
    @classmethod
    def _readable(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for each in given:
            wrong = format_error(each)
            if wrong:
                raise FieldError("formats", each, f"unusable date format: {wrong}", 'Write strptime codes, e.g. "%d/%m/%Y", or "year" or "excel".')
        return given


class Dates(DayColumn):
    """The day at which a contract is valued: signing, award, listing. Either a column, with others where it is empty, or one constant day."""

    constant: date | None = None
    otherwise: Annotated[tuple[DayColumn, ...], BeforeValidator(lambda given: (given,) if isinstance(given, dict) else given)] = ()

    @field_validator("constant", mode="before")
    @classmethod
    def _day(cls, given: Any) -> Any:
        return given.date() if isinstance(given, datetime) else given

    @model_validator(mode="after")
    def _one(self) -> Dates:
        if any(each.column is None for each in self.otherwise) or (self.otherwise and self.constant):
            raise FieldError("otherwise", None, "where the date's own cell is empty, a column is needed", "Name a column for each, and no constant.")
        if (self.column is None) == (self.constant is None):
            raise FieldError("column", self.column, "a date is either a column or a constant", "Give exactly one of column and constant.")
        return self


class Project(Part):
    """Keys by which rows belong to the same project; rows that share any of them (or the id) are never parted by a split."""

    keys: tuple[tuple[str, ...], ...]
    drop: str | None = Field(default=None, description="regular expression cut out of each key part, e.g. 'phase [i]+'")

    @field_validator("keys", mode="before")
    @classmethod
    def _nested(cls, given: Any) -> Any:
        if isinstance(given, str):
            return [[given]]
        return [given] if isinstance(given, list) and given and all(isinstance(each, str) for each in given) else given

    @field_validator("drop")
    @classmethod
    def _regex(cls, given: str | None) -> str | None:
        return None if given is None else regular(given, "drop")


class Party(Part):
    """Who deals with whom: names, groups or credit codes, compared and never learned from. A price among relatives is no price of the market."""

    seller: Names = ()
    buyer: Names = ()
    related: str | None = Field(default=None, description="column that says whether the parties are related: yes, true, 1, 是, 关联 and the like")

    @model_validator(mode="after")
    def _comparable(self) -> Party:
        if bool(self.seller) != bool(self.buyer) or not (self.seller or self.related):
            raise FieldError("seller", ", ".join(self.seller) or None, "nothing to compare", "Give seller and buyer, or related, or all three.")
        return self


class Maturity(Part):
    """The maturity label: a level, two ends of a range, or a stage whose codes say which levels it may mean."""

    level: str | None = None
    low: str | None = None
    high: str | None = None
    stage: str | None = None
    stages: dict[str, tuple[int, int]] = Field(default_factory=dict)
    others: Others = "error"

    def columns(self) -> dict[str, str]:
        """Key → column, for those that are given."""
        return {key: column for key in ("level", "low", "high", "stage") if (column := getattr(self, key)) is not None}

    @model_validator(mode="after")
    def _one(self) -> Maturity:
        if set(self.columns()) not in ({"level"}, {"low", "high"}, {"stage"}):
            fix = "Give level, or low and high, or stage with [maturity.stages]."
            raise FieldError("level", ", ".join(self.columns()) or None, "the label is not one thing", fix)
        if (self.stage is None) != (not self.stages):
            raise FieldError("stages", None, "stage and its code map go together", 'Write e.g. [maturity.stages] "Phase I" = [1, 3].')
        for name, (low, high) in self.stages.items():
            try:
                LevelRange(low, high)
            except ValueError as error:
                raise FieldError(f"stages.{name}", f"[{low}, {high}]", str(error), "Write the lowest and highest level that the stage can mean.") from None
        return self


class Score(Part):
    """Experts' scores of one value, 0-100, as they stand or through a code map."""

    column: str
    codes: dict[str, float] = Field(default_factory=dict)
    others: Others = "error"

    @field_validator("codes")
    @classmethod
    def _in_range(cls, given: dict[str, float]) -> dict[str, float]:
        for name, score in given.items():
            if not SCORE_RANGE[0] <= score <= SCORE_RANGE[1]:
                raise FieldError(f"codes.{name}", score, "a score outside 0-100", "Scale the scores to 0-100.")
        return given


class Dominant(Part):
    """Which of the five values dominates, through a code map; without one the cells name the value in either language."""

    column: str
    codes: dict[str, str] = Field(default_factory=dict)
    others: Others = "error"

    @field_validator("codes")
    @classmethod
    def _values(cls, given: dict[str, str]) -> dict[str, str]:
        for name, value in given.items():
            if value not in VALUES:
                raise FieldError(f"codes.{name}", value, "not one of the five values", suggestion(value, VALUES))
        return given


class Values(Part):
    """Labels of the five values: scores per value, or a dominant one."""

    scores: dict[Literal["scientific", "technical", "economic", "social", "cultural"], Score] = Field(default_factory=dict)
    dominant: Dominant | None = None


def regular(given: str, field: str) -> str:
    """The expression itself; FieldError where it is none."""
    try:
        re.compile(given)
    except re.error as error:
        raise FieldError(field, given, f"not a regular expression: {error}", "Correct it; in TOML, 'single quotes' keep backslashes.") from None
    return given


def _texts(given: object) -> list[str]:
    return [each for each in given.values() if isinstance(each, str)] if isinstance(given, dict) else []
