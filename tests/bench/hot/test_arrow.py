"""Streams hold the same achievements as the JSON calls, what a sender left out as null."""

from __future__ import annotations

import pyarrow as pa

from bench.hot.arrow import streams
from bench.reference.items import SCHEMA, items


def test_streams_hold_the_achievements_in_columns() -> None:
    first, second = (pa.ipc.open_stream(stream).read_all() for stream in streams(2, 5))
    made = items(10)
    assert first.num_rows == second.num_rows == 5
    rows = [*first.to_pylist(), *second.to_pylist()]
    assert [row["text"] for row in rows] == [item["text"] for item in made]
    assert [row["n3"] for row in rows] == [item["attributes"].get("n3") for item in made]
    assert set(first.column_names) == {"id", "title", "text", *SCHEMA.names}
