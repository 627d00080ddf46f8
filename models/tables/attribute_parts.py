"""The `[attributes]` of a mapping file: where a fact stands, what its values mean, and what to do where its own cell says too little."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from models.tables.code_map import Others
from models.tables.mapping_parts import Names, Part, regular
from valuation.catalogue import say
from valuation.field_error import FieldError


class Otherwise(Part):
    """A column that is asked where the cells before it are empty; the first group of `pattern`, else its whole match, is what is read."""

    column: str
    pattern: str | None = None
    codes: dict[str, str | float] = Field(default_factory=dict)
    others: Others = "error"

    @field_validator("pattern")
    @classmethod
    def _regex(cls, given: str | None) -> str | None:
        return None if given is None else regular(given, "pattern")


class Refined(Part):
    """A second column that says more precisely what the first one means: a sub-class, a detailed code.

    `into` maps a meaning of the attribute to those it may become; a finer meaning that is not among them contradicts it, and other meanings are not
    refined. `missing` says what a meaning becomes where the finer cell is empty. Codes that stand under either are taken as they are.
    """

    column: str
    codes: dict[str, str] = Field(default_factory=dict)
    others: Others = "keep"
    into: dict[str, Names] = Field(min_length=1)
    missing: dict[str, str] = Field(default_factory=dict)

    @property
    def outcomes(self) -> frozenset[str]:
        """Every code that a refinement can give."""
        return frozenset(self.missing.values()).union(*self.into.values())

    @model_validator(mode="after")
    def _known(self) -> Refined:
        for name in self.missing:
            if name not in self.into:
                raise FieldError(f"missing.{name}", name, say("mappings.not_refined"), say("mappings.name_refined", names=", ".join(self.into)))
        return self


class Attribute(Part):
    """Any other fact that may inform an estimate. `codes` rename what the source writes; `known_at = "deal"` marks what a listing cannot know.

    Either a column, with what `otherwise` and `refined` add to it, or one `constant` for the whole table.
    """

    column: str = ""
    constant: str | float | None = None
    pattern: str | None = None
    kind: Literal["category", "number"] = "category"
    codes: dict[str, str | float] = Field(default_factory=dict)
    others: Others = "error"
    otherwise: Annotated[tuple[Otherwise, ...], BeforeValidator(lambda given: (given,) if isinstance(given, dict) else given)] = ()
    refined: Refined | None = None
    unit: str = ""
    known_at: Literal["listing", "deal"] = "listing"
    label_zh: str = ""
    label_en: str = ""

    @field_validator("pattern")
    @classmethod
    def _regex(cls, given: str | None) -> str | None:
        return None if given is None else regular(given, "pattern")

    @model_validator(mode="after")
    def _numeric_codes(self) -> Attribute:
        for name, meaning in self.codes.items():
            if self.kind == "number" and isinstance(meaning, str):
                raise FieldError(f"codes.{name}", meaning, say("mappings.code_no_number"), say("mappings.number_or_category"))
        if self.kind == "number" and (isinstance(self.constant, str) or self.refined is not None):
            wrong: tuple[str, Any] = ("constant", self.constant) if self.refined is None else ("refined", self.refined.column)
            raise FieldError(*wrong, say("mappings.category_only"), say("mappings.number_or_category"))
        return self

    @model_validator(mode="after")
    def _one_origin(self) -> Attribute:
        read = self.column or self.pattern or self.codes or self.otherwise or self.refined
        if self.constant is not None and read:
            raise FieldError("constant", self.constant, say("mappings.constant_reads"), say("mappings.leave_one"))
        if self.constant is None and not self.column:
            raise FieldError("column", None, say("mappings.required"), say("mappings.name_column"))
        return self

    def columns(self) -> dict[str, str]:
        """Key path below the attribute → column, in the order in which they are read."""
        own = {"": self.column} if self.column else {}
        own |= {f".otherwise[{at}]": each.column for at, each in enumerate(self.otherwise)}
        return own | ({".refined": self.refined.column} if self.refined else {})
