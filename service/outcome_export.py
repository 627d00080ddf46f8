"""Outcomes as a table for later training: what became of each listing, beside the stored valuation that it is to be compared with."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select

from service.store.tables import audit_listings, outcomes, publications

FORMATS = (".csv", ".parquet")


class Exported(NamedTuple):
    """One outcome. `basis` says which valuation `record` and `item` are: `published`, `latest`, or null where there is none."""

    id: str
    owner: str
    listing_id: str
    version: int | None
    outcome: str
    amount: str | None
    currency: str | None
    on: str
    state: str | None
    at: str
    basis: str | None
    record: str | None
    item: int | None


def exported(connection: Connection) -> Iterator[Exported]:
    """Every outcome in the order in which it was told."""
    for row in connection.execute(select(outcomes).order_by(outcomes.c.at, outcomes.c.id)).all():
        basis, record, item = _compared(connection, row)
        told = (row.id, row.owner, row.listing_id, row.version, row.outcome, row.amount, row.currency, row.happened_on, row.state, row.at.isoformat())
        yield Exported(*told, basis, record, item)


def write_outcomes(connection: Connection, out: Path) -> int:
    """Writes them to a `.csv` or `.parquet` file that is not there yet; how many. ValueError for another name, FileExistsError."""
    if out.suffix not in FORMATS:
        raise ValueError(f"{out.name} is neither .csv nor .parquet")
    return _write_csv(connection, out) if out.suffix == ".csv" else _write_parquet(connection, out)


def _compared(connection: Connection, row: Row[Any]) -> tuple[str | None, str | None, int | None]:
    """The published valuation of the outcome's version, else the latest one before it was told."""
    shown = select(publications.c.record, publications.c.item).where(*_of(publications.c, row), publications.c.version == (row.version or 0))
    if (found := connection.execute(shown).one_or_none()) is not None:
        return "published", found.record, found.item
    valued = select(audit_listings.c.record, audit_listings.c.item).where(*_of(audit_listings.c, row), audit_listings.c.at <= row.at)
    if row.version is not None:
        valued = valued.where(or_(audit_listings.c.version == row.version, and_(audit_listings.c.version.is_(None), row.version == 0)))
    latest = valued.order_by(audit_listings.c.at.desc(), audit_listings.c.record.desc(), audit_listings.c.item.desc()).limit(1)
    found = connection.execute(latest).one_or_none()
    return (None, None, None) if found is None else ("latest", found.record, found.item)


def _of(columns: Any, row: Row[Any]) -> tuple[ColumnElement[bool], ...]:
    return (columns.owner == row.owner, columns.listing_id == row.listing_id)


def _write_csv(connection: Connection, out: Path) -> int:
    with out.open("x", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(Exported._fields)
        rows = [["" if value is None else value for value in one] for one in exported(connection)]
        writer.writerows(rows)
    return len(rows)


def _write_parquet(connection: Connection, out: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"version": pa.int64(), "item": pa.int64(), "amount": pa.decimal256(46, 30), "on": pa.date32(), "at": pa.timestamp("us", "UTC")}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in Exported._fields])
    rows = [one._asdict() for one in exported(connection)]
    columns = {name: [row[name] for row in rows] for name in Exported._fields}
    columns["amount"] = [None if amount is None else Decimal(amount) for amount in columns["amount"]]
    columns["on"] = pa.array(columns["on"], pa.string()).cast(pa.date32())
    columns["at"] = pa.array(columns["at"], pa.string()).cast(pa.timestamp("us", "UTC"))
    with out.open("xb") as file:
        pq.write_table(pa.table(columns, schema=schema), file)
    return len(rows)
