"""Which encoding a text table is in: UTF-8 (with or without mark), UTF-16 with mark, else GB18030, the encoding of Chinese office exports.

Every byte is decoded, block by block, so a file that is neither is refused with the line at fault instead of yielding wrong characters.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.field_error import FieldError

AUTO = "auto"
_BLOCK = 1 << 20
_LOOKED_AT = 1_000_000
"""Characters among which those beyond ASCII are counted."""


def decode(data: bytes, file: str, encoding: str = AUTO) -> tuple[str, str]:
    """The text and the encoding it was in; `encoding` other than "auto" is taken at its word."""
    found = encoding_of(io.BytesIO(data), file, encoding)
    return data.decode(found), found


def encoding_of(source: BinaryIO, file: str, encoding: str = AUTO) -> str:
    """The encoding that every byte of the source is in; `encoding` other than "auto" is taken at its word. FieldError names the line where none fits."""
    if encoding != AUTO:
        try:
            fault = _fault(source, encoding)
        except LookupError:
            raise FieldError(f"{file}: table.encoding", encoding, say("tables.encoding.unknown"), say("tables.encoding.write")) from None
        if fault is not None:
            raise _undecodable(file, fault, say("tables.encoding.other", encoding=encoding))
        return encoding
    source.seek(0)
    mark = source.read(3)
    if mark.startswith(codecs.BOM_UTF8):
        return encoding_of(source, file, "utf-8-sig")
    if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return encoding_of(source, file, "utf-16")
    broken = _fault(source, "utf-8")
    if broken is None:
        return "utf-8"
    if _mostly_utf8(source):
        raise _undecodable(file, broken, say("tables.encoding.broken"))
    other = _fault(source, "gb18030")
    if other is not None:
        raise _undecodable(file, other, say("tables.encoding.neither"))
    return "gb18030"


@dataclass(frozen=True)
class _Fault:
    """The first bytes that an encoding does not know: 1-based line, index of the first one, up to eight of them."""

    line: int
    byte: int
    found: bytes


def _fault(source: BinaryIO, encoding: str) -> _Fault | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    done, lines = 0, 0
    for block in _blocks(source):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            byte = done - pending + error.start
            source.seek(byte)
            return _Fault(lines + error.object[: error.start].count(b"\n") + 1, byte, source.read(8))
        done, lines = done + len(block), lines + block.count(b"\n")
    return None


def _blocks(source: BinaryIO) -> Iterator[bytes]:
    """The source from its start; an empty block ends it."""
    source.seek(0)
    block = b"-"
    while block:
        block = source.read(_BLOCK)
        yield block


def _mostly_utf8(source: BinaryIO) -> bool:
    """GB18030 bytes almost never form UTF-8 sequences; a file where most of them do is UTF-8 with damage."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    damaged, other, seen = 0, 0, 0
    for block in _blocks(source):
        lenient = decoder.decode(block, final=not block)
        damaged += lenient.count("\ufffd")
        other += sum(1 for c in lenient[: max(0, _LOOKED_AT - seen)] if c > "\x7f")
        seen += len(lenient)
    return other - damaged > 10 * damaged


def _undecodable(file: str, fault: _Fault, what: Bilingual) -> FieldError:
    reason = say("tables.encoding.undecodable", what=what, line=fault.line, byte=fault.byte)
    return FieldError(f"{file}: encoding", fault.found.hex(" "), reason, say("tables.encoding.save"))
