"""Sweeps as Arrow IPC streams: the reference's achievements in columns."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from bench.reference.items import SCHEMA, Item, items

MEDIA_TYPE = "application/vnd.apache.arrow.stream"


def table(made: Sequence[Item]) -> pa.Table:
    """Achievements in columns under their own names; what a sender left out is null."""
    columns = {"id": pa.array([f"a{at}" for at in range(len(made))]), **{name: pa.array([item[name] for item in made]) for name in ("title", "text")}}
    columns |= {name: pa.array([item["attributes"].get(name) for item in made], pa.string()) for name in SCHEMA.categories}
    columns |= {name: pa.array([item["attributes"].get(name) for item in made], pa.float64()) for name in SCHEMA.numbers}
    return pa.table(columns)


def streams(count: int, rows: int) -> list[bytes]:
    """That many streams of so many rows each."""
    made = items(count * rows)
    return [stream(table(made[at : at + rows])) for at in range(0, len(made), rows)]


def stream(sent: pa.Table) -> bytes:
    """A table as an IPC stream of one batch."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, sent.schema) as writer:
        writer.write_table(sent)
    whole: bytes = sink.getvalue().to_pybytes()
    return whole
