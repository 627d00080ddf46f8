"""Which encoding a text table is in: UTF-8 (with or without mark), UTF-16 with mark, else GB18030, the encoding of Chinese office exports.

Every byte is decoded, so a file that is neither is refused with the line at fault instead of yielding wrong characters.
"""

from __future__ import annotations

import codecs

from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.field_error import FieldError

AUTO = "auto"


def decode(data: bytes, file: str, encoding: str = AUTO) -> tuple[str, str]:
    """The text and the encoding it was in; `encoding` other than "auto" is taken at its word."""
    if encoding != AUTO:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            raise _undecodable(data, file, error, say("tables.encoding.other", encoding=encoding)) from None
        except LookupError:
            raise FieldError(f"{file}: table.encoding", encoding, say("tables.encoding.unknown"), say("tables.encoding.write")) from None
    if data.startswith(codecs.BOM_UTF8):
        return decode(data, file, "utf-8-sig")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, file, "utf-16")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise _undecodable(data, file, error, say("tables.encoding.broken")) from None
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError as error:
        raise _undecodable(data, file, error, say("tables.encoding.neither")) from None


def _mostly_utf8(data: bytes) -> bool:
    """GB18030 bytes almost never form UTF-8 sequences; a file where most of them do is UTF-8 with damage."""
    lenient = data.decode("utf-8", "replace")
    damaged = lenient.count("\ufffd")
    other = sum(1 for c in lenient[:1_000_000] if c > "\x7f") - damaged
    return other > 10 * damaged


def _undecodable(data: bytes, file: str, error: UnicodeDecodeError, what: Bilingual) -> FieldError:
    line = data[: error.start].count(b"\n") + 1
    reason = say("tables.encoding.undecodable", what=what, line=line, byte=error.start)
    return FieldError(f"{file}: encoding", data[error.start : error.start + 8].hex(" "), reason, say("tables.encoding.save"))
