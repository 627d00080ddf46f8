"""The `[listing]` table of a mapping file: what an exchange knows beside the contract. Read by the price check alone, never by training or scoring."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from models.tables.mapping_parts import Names, Part
from models.tables.nearest import suggestion
from valuation.catalogue import say
from valuation.field_error import FieldError
from valuation.money import UNITS


class Listing(Part):
    """Columns of the asking price, the listing and the right that is put up."""

    price: str = Field(description="column of the asking price (挂牌价)")
    unit: str = Field(description="what its numbers count")
    date: str | None = Field(default=None, description="column of the day of listing; the contract's date if absent")
    id: str | None = Field(default=None, description="column of the listing's number")
    relisted_from: str | None = Field(default=None, description="column of the number of the listing before this one")
    right: Names = Field(default=(), description="columns that name the right together, e.g. a patent number; rows that share them are one right")

    @model_validator(mode="before")
    @classmethod
    def _known_unit(cls, given: Any) -> Any:
        unit = given.get("unit") if isinstance(given, dict) else None
        if isinstance(unit, str) and unit not in UNITS:
            raise FieldError("unit", unit, say("mappings.unknown_unit"), suggestion(unit, UNITS))
        return given

    def columns(self) -> dict[str, str]:
        """Key path in the mapping → column, for those that are given."""
        named = {f"listing.{key}": getattr(self, key) for key in ("price", "date", "id", "relisted_from")}
        return {path: column for path, column in named.items() if column is not None} | {f"listing.right[{at}]": column for at, column in enumerate(self.right)}
