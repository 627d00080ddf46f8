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
from valuation.catalogue import say
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
            raise FieldError("unit", unit, say("mappings.unknown_unit"), suggestion(unit, UNITS))
        for name in _texts(given.get("unit_codes")):
            if name not in UNITS:
                raise FieldError("unit_codes", name, say("mappings.unknown_unit"), suggestion(name, UNITS))
        if isinstance(unit, str):
            own = UNITS[unit].currency
            if given.get("currency", own) != own:
                reason = say("mappings.other_currency", unit=unit, currency=own)
                raise FieldError("currency", given["currency"], reason, say("mappings.leave_currency", currency=own))
            return {**given, "currency": own}
        return given

    @model_validator(mode="after")
    def _complete(self) -> Price:
        if self.unit is None and not (self.unit_column and self.currency):
            raise FieldError("unit", None, say("mappings.no_unit"), say("mappings.give_unit", units=", ".join(UNITS)))
        if self.concept not in PRICE_CONCEPTS and self.concept_labels is None:
            fix = say("mappings.name_concept", nearest=suggestion(self.concept, PRICE_CONCEPTS))
            raise FieldError("concept", self.concept, say("mappings.unknown_concept"), fix)
        if self.total_concept not in PRICE_CONCEPTS:
            raise FieldError("total_concept", self.total_concept, say("mappings.unknown_concept"), suggestion(self.total_concept, PRICE_CONCEPTS))
        if self.total == self.amount:
            raise FieldError("total", self.total, say("mappings.total_is_amount"), say("mappings.name_total"))
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.concept):
            raise FieldError("concept", self.concept, say("mappings.no_code"), say("mappings.write_code"))
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
                raise FieldError("formats", each, say("mappings.date_format", why=wrong), say("mappings.write_format"))
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
            raise FieldError("otherwise", None, say("mappings.otherwise_column"), say("mappings.name_otherwise"))
        if (self.column is None) == (self.constant is None):
            raise FieldError("column", self.column, say("mappings.one_date"), say("mappings.give_one_date"))
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
            raise FieldError("seller", ", ".join(self.seller) or None, say("mappings.no_parties"), say("mappings.give_parties"))
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
            raise FieldError("level", ", ".join(self.columns()) or None, say("mappings.one_maturity"), say("mappings.give_maturity"))
        if (self.stage is None) != (not self.stages):
            raise FieldError("stages", None, say("mappings.stage_and_codes"), say("mappings.write_stages"))
        for name, (low, high) in self.stages.items():
            try:
                LevelRange(low, high)
            except ValueError:
                reason = say("mappings.stage_levels", low=low, high=high)
                raise FieldError(f"stages.{name}", f"[{low}, {high}]", reason, say("mappings.write_levels")) from None
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
                raise FieldError(f"codes.{name}", score, say("mappings.score_outside"), say("mappings.scale_scores"))
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
                raise FieldError(f"codes.{name}", value, say("mappings.unknown_value"), suggestion(value, VALUES))
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
        raise FieldError(field, given, say("mappings.no_regex", error=error), say("mappings.correct_regex")) from None
    return given


def _texts(given: object) -> list[str]:
    return [each for each in given.values() if isinstance(each, str)] if isinstance(given, dict) else []
