"""Arrow streams for the tests: written as a client writes them, read as a client reads them."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from starlette.testclient import TestClient

ARROW = "application/vnd.apache.arrow.stream"


def stream(table: pa.Table, rows: int | None = None, **options: Any) -> bytes:
    """A table as an IPC stream of record batches of so many rows."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
        writer.write_table(table, max_chunksize=rows)
    whole: bytes = sink.getvalue().to_pybytes()
    return whole


def read(body: bytes) -> pa.Table:
    """The table of an answer."""
    return pa.ipc.open_stream(body).read_all()


def sweep(client: TestClient, body: pa.Table | bytes, query: str = "", **options: Any) -> pa.Table:
    """The answer to a sweep that is answered."""
    content = body if isinstance(body, bytes) else stream(body, **options)
    answer = client.post(f"/v1/valuations{query}", content=content, headers={"Content-Type": ARROW})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == ARROW
    return read(answer.content)


def refused(client: TestClient, body: pa.Table | bytes, query: str = "") -> dict[str, Any]:
    """The problem of a sweep that is not."""
    content = body if isinstance(body, bytes) else stream(body)
    answer = client.post(f"/v1/valuations{query}", content=content, headers={"Content-Type": ARROW})
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    found: dict[str, Any] = answer.json()
    return found
