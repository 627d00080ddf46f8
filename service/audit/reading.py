"""Records read back: one by its id, all that is about something, or a whole chain in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from service.audit.record import Record
from service.audit.seal import Seal, unpacked
from service.store.tables import audit_records


def record_of(connection: Connection, id: str) -> Record | None:
    """The record that callers know by that id."""
    row = connection.execute(select(audit_records).where(audit_records.c.id == id)).first()
    return None if row is None else _read(row)


def acts_about(connection: Connection, about: str) -> list[Record]:
    """What was done to something (a valuation, a key, a bundle), in order of the clock."""
    return [_read(row) for row in connection.execute(select(audit_records).where(audit_records.c.about == about).order_by(audit_records.c.at))]


def rows_of_chain(connection: Connection, chain: str, at_once: int = 500) -> Iterator[Row[Any]]:
    """The rows of a chain as they lie there, in order, a few at a time: a chain may have millions."""
    query = select(audit_records).where(audit_records.c.chain == chain).order_by(audit_records.c.seq)
    yield from connection.execution_options(yield_per=at_once).execute(query)


def opened_input(record: Record, seal: Seal) -> bytes | None:
    """What came in; None where it was erased or there was none. CannotOpen where it is not what was sealed."""
    return None if record.input is None else seal.open(record.input, record.id)


def kept_output(record: Record) -> bytes | None:
    """What `output` held; ZstdError where it was altered."""
    return None if record.output is None else unpacked(record.output)


def row_of_item(record: Record, item: int) -> int | None:
    """Which row of a valuation record's output is an item's; None where there is no such item, or it could not be read."""
    invalid: list[int] = record.facts["invalid"]
    return None if item >= record.facts["items"] or item in invalid else item - sum(other < item for other in invalid)


def _read(row: Row[Any]) -> Record:
    body = msgspec.json.decode(row.body)
    return Record(
        id=row.id,
        chain=row.chain,
        seq=row.seq,
        kind=row.kind,
        subject=row.subject,
        owner=row.owner,
        at=row.at,
        about=row.about,
        facts=body["facts"],
        sent=body["sent"],
        input=row.input,
        output=row.output,
        erased=row.erased,
    )
