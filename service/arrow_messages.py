"""The messages of an Arrow IPC stream, each measured by what it declares before any of it is unpacked.

pyarrow reads the content; but it allocates what a message claims, and a few compressed bytes may claim gigabytes. So the frame is read here first: the
length of the metadata, the body, and every buffer unpacked (https://arrow.apache.org/docs/format/Columnar.html, Message.fbs). Delta dictionaries, which
grow from message to message, are refused.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Literal

from service.problems import Problem
from service.spool import Spool
from valuation.catalogue import say

METADATA = 2**20
"""Bytes of a message's metadata: a schema of thousands of columns."""
_CONTINUES = 0xFFFFFFFF
_KINDS: dict[int, Literal["schema", "dictionary", "batch"]] = {1: "schema", 2: "dictionary", 3: "batch"}
_VERSION_5 = 4


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it came. `rows` are those of a batch; `unpacked` is the size of its buffers in bytes; `dictionary` the number of a dictionary."""

    kind: Literal["schema", "dictionary", "batch"]
    raw: bytes
    rows: int = 0
    unpacked: int = 0
    dictionary: int = -1


async def next_message(spool: Spool, most: int) -> Message | None:
    """The next message of at most `most` bytes, packed or unpacked; None at the end of the stream. Raises Problem."""
    start = await spool.exactly(8)
    if not start:
        return None
    if len(start) < 8:
        raise broken_off()
    marker, size = struct.unpack("<Ii", start)
    if marker != _CONTINUES:
        raise malformed("the stream does not begin a message where it should")
    if size == 0:
        return None
    if not 8 <= size <= METADATA:
        raise malformed(f"a message claims {size} bytes of metadata")
    metadata = await spool.exactly(size)
    if len(metadata) < size:
        raise broken_off()
    try:
        body_size = _Table.root(metadata).number(3, "<q")
    except struct.error:
        raise malformed("the metadata of a message cannot be read") from None
    if not 0 <= body_size <= most:
        raise _too_large(most) if body_size > most else malformed("a message claims a negative size")
    body = await spool.exactly(body_size)
    if len(body) < body_size:
        raise broken_off()
    try:
        return _measured(start + metadata + body, _Table.root(metadata), body, most)
    except struct.error:
        raise malformed("the metadata of a message cannot be read") from None


def malformed(words: str) -> Problem:
    """The problem of a body that is no Arrow stream; `words` in English, as pyarrow's own are."""
    return Problem("malformed", say("problems.not_arrow", words=words))


def broken_off() -> Problem:
    """The problem of a stream that ends within a message."""
    return malformed("the stream breaks off within a message")


def _too_large(most: int) -> Problem:
    return Problem("too_large", say("problems.message_bytes", limit=most))


def _measured(raw: bytes, message: _Table, body: bytes, most: int) -> Message:
    kind = _KINDS.get(message.number(1, "<B"))
    if kind is None or message.number(0, "<h") < _VERSION_5 - 1:
        raise malformed("the stream holds a message other than schema, dictionary or record batch")
    if kind == "schema":
        return Message(kind, raw)
    header = message.table(2)
    dictionary = -1
    if kind == "dictionary":
        if header.number(2, "<B"):
            raise Problem("invalid_input", say("problems.delta_dictionaries"))
        dictionary, header = header.number(0, "<q"), header.table(1)
    rows, unpacked = header.number(0, "<q"), sum(_unpacked(header, body))
    if unpacked > most:
        raise _too_large(most)
    if rows < 0:
        raise malformed("a batch claims a negative number of rows")
    return Message(kind, raw, rows, unpacked, dictionary)


def _unpacked(batch: _Table, body: bytes) -> list[int]:
    """The size of each buffer as it will lie in memory: a packed one begins with it."""
    packed = batch.has(3)
    sizes = []
    for offset, size in batch.pairs(2):
        if min(offset, size) < 0 or offset + size > len(body):
            raise malformed("a batch claims a buffer outside of its message")
        claimed = struct.unpack_from("<q", body, offset)[0] if packed and size else size
        if claimed < -1:
            raise malformed("a buffer claims a negative size")
        sizes.append(size if claimed == -1 else claimed)
    return sizes


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of FlatBuffers: numbered slots, each where the table's index says, absent where that is 0. Raises struct.error outside of its bytes."""

    data: bytes
    at: int

    @classmethod
    def root(cls, data: bytes) -> _Table:
        return cls(data, _unpack("<I", data, 0))

    def has(self, slot: int) -> bool:
        return self._place(slot) is not None

    def number(self, slot: int, kind: str) -> int:
        place = self._place(slot)
        return 0 if place is None else _unpack(kind, self.data, place)

    def table(self, slot: int) -> _Table:
        return _Table(self.data, self._target(slot))

    def pairs(self, slot: int) -> list[tuple[int, int]]:
        """A vector of structs of two int64."""
        if not self.has(slot):
            return []
        start = self._target(slot)
        count = _unpack("<I", self.data, start)
        flat = struct.unpack_from(f"<{2 * min(count, len(self.data))}q", self.data, start + 4)
        return list(zip(flat[::2], flat[1::2], strict=True))

    def _target(self, slot: int) -> int:
        place = self._place(slot)
        if place is None:
            raise struct.error("an absent table")
        return place + _unpack("<I", self.data, place)

    def _place(self, slot: int) -> int | None:
        index = self.at - _unpack("<i", self.data, self.at)
        if 4 + 2 * slot + 2 > _unpack("<H", self.data, index):
            return None
        offset = _unpack("<H", self.data, index + 4 + 2 * slot)
        return self.at + offset if offset else None


def _unpack(kind: str, data: bytes, at: int) -> int:
    if at < 0:  # struct counts a negative place from the end
        raise struct.error("a place before the message")
    found: int = struct.unpack_from(kind, data, at)[0]
    return found
