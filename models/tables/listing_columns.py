"""What a price check reads of each row beside the model's own inputs: raw words, prices, parties, and which rows put up one right. Never an input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.tables.dates import parse_date
from models.tables.distinct import Distinct
from models.tables.inputs import texts_of
from models.tables.listing_part import Listing
from models.tables.mapping import Mapping
from models.tables.mapping_parts import Party, Price
from models.tables.money_column import read_money
from models.tables.nearest import suggestion
from models.tables.projects import key_of, same_project
from models.tables.raw_table import RawTable
from models.tables.rejects import RowProblems
from valuation.catalogue import say
from valuation.field_error import FieldError


@dataclass(frozen=True)
class ListingColumns:
    """n rows in the order of the file. `titles` and `texts` are raw, amounts included; `contract_prices`, `contract_totals` (equipment and all) and
    `asking_prices` (n,) in units of their currency, NaN where none; `listed` (n,) datetime64[D], NaT where not known; `listing_ids` as given; `parties`
    names seller and buyer, `rights` the right, both "" where the table does not say. `unreadable` maps a row to why a price or date could not be read.
    """

    titles: list[str]
    texts: list[str]
    contract_prices: NDArray[np.float64]
    contract_totals: NDArray[np.float64]
    asking_prices: NDArray[np.float64]
    contract_currency: str
    asking_currency: str
    listed: NDArray[np.datetime64]
    listing_ids: list[str]
    parties: list[str]
    rights: list[str]
    unreadable: dict[int, str] = field(default_factory=dict)


def read_listing(raw: RawTable, mapping: Mapping) -> ListingColumns:
    """The columns of all rows; a price or date that cannot be read is unknown there, and told. What the table lacks of contract price and parties is unknown.

    FieldError where a column of [listing] is absent, or where there is no price at all to check.
    """
    listing = mapping.listing
    price = mapping.price if mapping.price and mapping.price.amount in raw.columns else None
    _check_columns(raw, mapping, priced=price is not None)
    problems = RowProblems(raw.rows)
    blank = [""] * raw.rows
    parts = [texts_of(raw.columns[column]) for column in mapping.text if column in raw.columns]
    ids = texts_of(raw.columns[listing.id]) if listing and listing.id else blank
    asked = None if listing is None else Price(concept="auction_price", amount=listing.price, unit=listing.unit)
    return ListingColumns(
        titles=texts_of(raw.columns[mapping.title]) if mapping.title in raw.columns else blank,
        texts=["\n".join(filter(None, row)) for row in zip(*parts, strict=True)] if parts else blank,
        contract_prices=_prices(raw, price, problems),
        contract_totals=_prices(raw, price.of_total() if price and price.total in raw.columns else None, problems),
        asking_prices=_prices(raw, asked, problems),
        contract_currency=price.currency if price else "",
        asking_currency=asked.currency if asked else "",
        listed=_days(raw, listing, problems),
        listing_ids=ids,
        parties=_parties(raw, mapping.party),
        rights=blank if listing is None else _rights(raw, listing, ids),
        unreadable=problems.reasons(raw.lines),
    )


def _check_columns(raw: RawTable, mapping: Mapping, *, priced: bool) -> None:
    for path, column in (mapping.listing.columns() if mapping.listing else {}).items():
        if column not in raw.columns:
            raise FieldError(f"{mapping.file}: {path}", column, say("mappings.no_column", file=raw.file), suggestion(column, raw.names))
    if mapping.listing is None and not priced:
        named = mapping.price and mapping.price.amount
        raise FieldError(f"{mapping.file}: price.amount", named, say("mappings.no_price", file=raw.file), say("mappings.name_price"))


def _parties(raw: RawTable, party: Party | None) -> list[str]:
    """Seller and buyer of each row as one key; the first column of each side is its name."""
    if party is None or not party.seller or not {party.seller[0], party.buyer[0]} <= raw.columns.keys():
        return [""] * raw.rows
    return key_of([raw.columns[party.seller[0]], raw.columns[party.buyer[0]]])


def _prices(raw: RawTable, price: Price | None, problems: RowProblems) -> NDArray[np.float64]:
    """Amounts as the cells give them: what training would doubt (too large, above the total) is what is to be checked here."""
    return np.full(raw.rows, np.nan) if price is None else read_money(raw, price, price.amount, problems).amounts


def _days(raw: RawTable, listing: Listing | None, problems: RowProblems) -> NDArray[np.datetime64]:
    if listing is None or listing.date is None:
        return np.full(raw.rows, np.datetime64("NaT", "D"))
    column = listing.date

    parsed = Distinct.of(raw.columns[column]).parse(lambda cell: parse_date(cell, column), None)
    problems.add(parsed.wrong)
    days: NDArray[np.datetime64] = np.asarray(parsed.distinct, dtype="datetime64[D]")[parsed.index]
    return days


def _rights(raw: RawTable, listing: Listing, ids: Sequence[str]) -> list[str]:
    """One name for all rows that put up one right: by the right's own columns, by the chain of relistings, or under one listing number."""
    rows = len(ids)
    own = key_of([raw.columns[column] for column in listing.right]) if listing.right else [""] * rows
    before = texts_of(raw.columns[listing.relisted_from]) if listing.relisted_from else [""] * rows
    # Each listing and the one before it share a link; those before stand as rows of their own behind the table's.
    links = [f"link {row}" if earlier else "" for row, earlier in enumerate(before)]
    names = same_project([*ids, *before], [[*own, *[""] * rows], [*links, *links]])[:rows]
    return [name if any(named) else "" for name, *named in zip(names, ids, own, before, strict=True)]
