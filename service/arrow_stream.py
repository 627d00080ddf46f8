"""A request's body as an Arrow stream: its schema, then its record batches, each bounded before it is unpacked and checked before it is used.

pyarrow's reader is fed one whole message after the other, so that it never waits for the network and no thread waits with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from service.arrow_messages import Message, broken_off, malformed, next_message
from service.problems import Problem
from service.spool import Spool
from valuation.catalogue import say

T = TypeVar("T")


class ArrowStream:
    """Reads one stream of messages of at most `most` bytes each, and of at most `rows` rows in all. Everything raises Problem."""

    def __init__(self, spool: Spool, most: int, rows: int) -> None:
        self._spool, self._most, self._rows = spool, most, rows
        self._feed = _Feed()
        self._dictionaries: dict[int, int] = {}

    async def schema(self) -> pa.Schema:
        """The schema, which comes first."""
        message = await next_message(self._spool, self._most)
        if message is None or message.kind != "schema":
            raise malformed("the stream does not begin with a schema")
        self._feed.put(message.raw)
        self._reader = _understood(lambda: pa.ipc.open_stream(self._feed))
        schema: pa.Schema = self._reader.schema
        _understood(lambda: schema.names)
        return schema

    async def batches(self) -> AsyncGenerator[pa.RecordBatch, None]:
        """The record batches, in order, whole and valid."""
        rows = 0
        while (message := await next_message(self._spool, self._most)) is not None:
            self._feed.put(message.raw)
            if message.kind == "schema":
                raise malformed("a second schema within the stream")
            if message.kind == "dictionary":
                self._weigh(message)
                continue
            rows += message.rows
            if rows > self._rows:
                raise Problem("too_large", say("problems.many_rows", most=self._rows))
            batch = await asyncio.to_thread(_understood, self._next)
            if batch.num_rows != message.rows:
                raise malformed("a batch has other rows than it claims")
            yield batch

    def _next(self) -> pa.RecordBatch:
        batch: pa.RecordBatch = self._reader.read_next_batch()
        batch.validate(full=True)  # a stranger's offsets and indices may point anywhere
        return batch

    def _weigh(self, message: Message) -> None:
        """Dictionaries stay in memory until another of their number comes."""
        self._dictionaries[message.dictionary] = message.unpacked
        if sum(self._dictionaries.values()) > self._most:
            raise Problem("too_large", say("problems.message_bytes", limit=self._most))


class _Feed:
    """The file that pyarrow believes it reads: the messages that have come, and nothing behind them."""

    closed = False

    def __init__(self) -> None:
        self._data = bytearray()

    def put(self, message: bytes) -> None:
        self._data += message

    def read(self, size: int) -> bytes:
        found = bytes(self._data[:size])
        del self._data[:size]
        return found

    def close(self) -> None:
        """Nothing is open."""


def _understood(read: Callable[[], T]) -> T:
    """What pyarrow reads; Problem with its own words where it cannot."""
    try:
        return read()
    except StopIteration:
        raise broken_off() from None
    except (pa.ArrowException, OSError, ValueError, TypeError, NotImplementedError, KeyError) as error:
        raise malformed(str(error).partition("\n")[0][:200]) from None


def stream_of(batch: pa.RecordBatch) -> bytes:
    """A batch as a stream of its own, with nothing of the rows around it."""
    columns = [_alone(column) for column in batch.columns]
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=batch.schema))
    found: bytes = sink.getvalue().to_pybytes()
    return found


def _alone(column: pa.Array) -> pa.Array:
    """The column without words that none of its rows uses: a slice still has all of its dictionary, or of the buffers that it looks into."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        used = column.indices.drop_null().unique()
        words = _alone(column.dictionary.take(used))
        return pa.DictionaryArray.from_arrays(pc.index_in(column.indices, value_set=used).cast(kind.index_type), words, ordered=kind.ordered)
    if pa.types.is_string_view(kind):
        return column.cast(pa.large_string()).cast(kind)
    if pa.types.is_list(kind) and pa.types.is_string_view(kind.value_type):
        return column.cast(pa.list_(pa.large_string())).cast(kind)
    return column
