"""A mapping file: which column of a table is what. TOML in, checked and frozen out; every key is described in `docs/tables.md`.

What must never inform a price is refused here by name, before a row is read: deny-listed names, the amount itself, a score's column.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field, PrivateAttr, ValidationError, field_validator, model_validator

from models.tables.attribute_parts import Attribute
from models.tables.listing_part import Listing
from models.tables.mapping_checks import check_names, check_uses
from models.tables.mapping_errors import first_error
from models.tables.mapping_parts import Dates, DealTerms, Keywords, Maturity, Names, Part, Party, Price, Project, TableLayout, Values, regular
from valuation.catalogue import say
from valuation.field_error import FieldError


class ColumnUse(NamedTuple):
    """Key path in the mapping, column it names, whether the table must have it."""

    path: str
    column: str
    required: bool


class Mapping(Part):
    """One source: its columns, units, codes and labels. `file` is where it was loaded from (its name alone)."""

    name: str = Field(default="", description="what the source is called in manifests and cards; the file's stem if absent")
    description: str = ""
    language: Names = ()
    licence: str = ""
    simulated: bool = Field(default=False, description="true marks every price learned from it as simulated")
    id: str | None = Field(default=None, description="column of the contract id; row numbers if absent")
    id_pattern: str | None = Field(default=None, description="regular expression that a whole id matches; another one is no contract's, or was cut short")
    title: str | None = None
    text: Names = ()
    keywords: Keywords | None = None
    table: TableLayout = TableLayout()
    price: Price | None = None
    terms: DealTerms | None = None
    date: Dates | None = None
    project: Project | None = None
    party: Party | None = None
    listing: Listing | None = None
    maturity: Maturity | None = None
    values: Values = Values()
    attributes: dict[str, Attribute] = Field(default_factory=dict)

    _file: str = PrivateAttr(default="mapping")

    @classmethod
    def load(cls, path: Path | str) -> Mapping:
        """The mapping of a TOML file; FieldError names the file, the key path, the value and the fix."""
        path = Path(path)
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except tomllib.TOMLDecodeError as error:
            raise FieldError(path.name, None, say("mappings.no_toml", error=error), say("mappings.correct_line")) from None
        except (OSError, UnicodeDecodeError) as error:
            raise FieldError(str(path), None, say("mappings.unreadable", error=error), say("mappings.give_file")) from None
        return cls.of(content, path.name)

    @classmethod
    def of(cls, content: dict[str, Any], file: str = "mapping") -> Mapping:
        """The mapping of a parsed TOML document."""
        try:
            mapping = cls.model_validate({"name": Path(file).stem, **content})
        except ValidationError as error:
            raise first_error(cls, file, error) from None
        mapping._file = file
        return mapping

    @property
    def file(self) -> str:
        """Name of the file, for messages."""
        return self._file

    @property
    def has_labels(self) -> bool:
        """Whether the source has anything to learn from beside its text."""
        return self.price is not None or self.terms is not None or self.maturity is not None or bool(self.values.scores) or self.values.dominant is not None

    @property
    def categories(self) -> tuple[str, ...]:
        """Names of the categorical attributes, in the mapping's order."""
        return tuple(name for name, attribute in self.attributes.items() if attribute.kind == "category")

    @property
    def numbers(self) -> tuple[str, ...]:
        """Names of the numeric attributes, in the mapping's order."""
        return tuple(name for name, attribute in self.attributes.items() if attribute.kind == "number")

    @property
    def unknown_at_listing(self) -> tuple[str, ...]:
        """Names of the attributes that only the deal reveals."""
        return tuple(name for name, attribute in self.attributes.items() if attribute.known_at == "deal")

    def inputs(self) -> list[ColumnUse]:
        """The columns that scoring reads: id, texts, date, attributes; what a deal reveals may be absent."""
        uses = [ColumnUse("id", self.id, True)] if self.id else []
        uses += [ColumnUse("title", self.title, True)] if self.title else []
        uses += [ColumnUse("text", column, True) for column in self.text]
        uses += [ColumnUse("keywords", column, True) for column in (self.keywords.columns if self.keywords else ())]
        uses += [ColumnUse("date.column", self.date.column, True)] if self.date and self.date.column else []
        uses += [ColumnUse(f"date.otherwise[{at}]", str(each.column), False) for at, each in enumerate(self.date.otherwise if self.date else ())]
        for name, each in self.attributes.items():
            for key, column in each.columns().items():
                uses.append(ColumnUse(f"attributes.{name}{key}", column, each.known_at == "listing" and not key.startswith(".otherwise")))
        return uses

    def labels(self) -> list[ColumnUse]:
        """The columns that only training reads: amount, unit, total, terms, project keys, parties, maturity and value labels."""
        uses: list[ColumnUse] = []
        if self.price:
            uses.append(ColumnUse("price.amount", self.price.amount, True))
            uses += [ColumnUse("price.unit_column", self.price.unit_column, True)] if self.price.unit_column else []
            uses += [ColumnUse("price.total", self.price.total, False)] if self.price.total else []
        uses += [ColumnUse("terms.column", self.terms.column, True)] if self.terms and self.terms.column else []
        uses += [ColumnUse("project.keys", column, True) for key in (self.project.keys if self.project else ()) for column in key]
        if self.party:
            uses += [ColumnUse(f"party.{key}", column, True) for key in ("seller", "buyer") for column in getattr(self.party, key)]
            uses += [ColumnUse("party.related", self.party.related, True)] if self.party.related else []
        if self.maturity:
            uses += [ColumnUse(f"maturity.{key}", column, True) for key, column in self.maturity.columns().items()]
        uses += [ColumnUse(f"values.scores.{name}", score.column, True) for name, score in self.values.scores.items()]
        return uses + ([ColumnUse("values.dominant", self.values.dominant.column, True)] if self.values.dominant else [])

    @model_validator(mode="before")
    @classmethod
    def _own_columns(cls, given: Any) -> Any:
        """An attribute that names no column is the column of its own name; a bare word is its kind."""
        attributes = given.get("attributes") if isinstance(given, dict) else None
        if not isinstance(attributes, dict):
            return given
        full = {name: {"kind": each} if isinstance(each, str) else each for name, each in attributes.items()}
        named = {name: {"column": name, **each} if isinstance(each, dict) and "constant" not in each else each for name, each in full.items()}
        return {**given, "attributes": named}

    @field_validator("id_pattern")
    @classmethod
    def _regex(cls, given: str | None) -> str | None:
        return None if given is None else regular(given, "id_pattern")

    @model_validator(mode="after")
    def _consistent(self) -> Mapping:
        check_names(self)
        check_uses(self)
        return self
