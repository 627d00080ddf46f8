"""Bodies that no honest client sends, made when they are needed: what is broken, huge, deep, foreign, packed or merely odd.

A case that is `odd` may be taken as what it is (a long text is a text); every other one is a 4xx, or is answered `invalid` in its place where a body
holds items that are answered one by one.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa
import zstandard

MEGABYTE = 2**20


@dataclass(frozen=True)
class Case:
    """A body, with what its head says beside the media type."""

    name: str
    body: bytes
    odd: bool = False
    headers: dict[str, str] = field(default_factory=dict)


def texts() -> Iterator[Case]:
    """Texts as raw bytes of JSON, quotes included, that stand where a door takes a string."""
    yield Case("5 MB of Latin", b'"' + b"a" * (5 * MEGABYTE) + b'"', odd=True)
    yield Case("5 MB of Chinese", json.dumps("技" * (5 * MEGABYTE // 3), ensure_ascii=False).encode(), odd=True)
    yield Case("5 MB of escapes", b'"' + b"\\u4e00" * (5 * MEGABYTE // 6) + b'"', odd=True)
    yield Case("right to left", '"\u202eستار\u200f\u061c"'.encode(), odd=True)
    yield Case("surrogate pair, escaped", rb'"\ud83d\ude00"', odd=True)
    yield Case("beyond the first plane", '"\U0001f600\U0010ffff"'.encode(), odd=True)
    yield Case("combining marks without end", json.dumps("e" + "\u0301" * 50_000).encode(), odd=True)
    yield Case("control characters, escaped", rb'"\u0000\u0001\u001f\u007f"', odd=True)
    yield Case("no characters", '"\ufffe\uffff\ufdd0"'.encode(), odd=True)
    yield Case("lone high surrogate, escaped", rb'"\ud800"')
    yield Case("lone low surrogate, escaped", rb'"x\udc00x"')
    yield Case("surrogates the wrong way round", rb'"\ude00\ud83d"')
    yield Case("control characters, raw", b'"\x00\x01\x1f"')
    yield Case("invalid UTF-8", b'"\xff\xfe\xfd"')
    yield Case("overlong UTF-8", b'"\xc0\xaf\xe0\x80\xaf"')
    yield Case("cut UTF-8", b'"\xe6\x8a"')
    yield Case("surrogate in UTF-8", b'"\xed\xa0\x80"')
    yield Case("beyond Unicode", b'"\xf4\x90\x80\x80"')
    yield Case("bad escape", rb'"\x41"')
    yield Case("half an escape", rb'"\u12"')
    yield Case("without an end", b'"abc')
    for name, value in (("NaN", b"NaN"), ("Infinity", b"-Infinity"), ("a number", b"5"), ("a huge number", b"9" * 4_000), ("beyond floats", b"1e999")):
        yield Case(name, value)
    for name, value in (("a list", b"[]"), ("an object", b"{}"), ("true", b"true"), ("a deep list", b"[" * 100_000 + b"]" * 100_000)):
        yield Case(name, value)


def numbers() -> Iterator[Case]:
    """Numbers as raw JSON that stand where a door takes an amount."""
    for name, value in (
        ("NaN", b"NaN"),
        ("Infinity", b"Infinity"),
        ("less than that", b"-Infinity"),
        ("beyond floats", b"1e999"),
        ("below floats", b"-1e999"),
        ("an exponent of a billion", b"1e999999999"),
        ("an exponent beyond integers", b"1e99999999999999999999"),
        ("a long integer", b"9" * 5_000),
        ("a megabyte of digits", b"1" * MEGABYTE),
        ("less than nothing", b"-1"),
        ("octal", b"010"),
        ("a plus", b"+1"),
        ("no digit behind the point", b"1."),
        ("a comma", b"1,5"),
        ("words", b'"many"'),
        ("a list", b"[1]"),
        ("an object", b'{"amount": 1}'),
    ):
        yield Case(f"amount: {name}", value)
    for name, value in (
        ("minus nothing", b"-0.0"),
        ("hardly anything", b"1e-320"),
        ("less than hardly anything", b"1e-999999999"),
        ("many digits", b"0." + b"1" * 5_000),
    ):
        yield Case(f"amount: {name}", value, odd=True)


def documents() -> Iterator[Case]:
    """Whole bodies that are no document of any door in JSON."""
    for name, body in (
        ("nothing", b""),
        ("blank", b" \n\t "),
        ("a brace", b"{"),
        ("a list that breaks off", b"[1,"),
        ("single quotes", b"{'achievements': []}"),
        ("a comment", b"{} // x"),
        ("two documents", b"{}{}"),
        ("a trailing comma", b'{"achievements": [],}'),
        ("bare words", b"nul"),
        ("octal", b'{"achievements": [01]}'),
        ("hexadecimal", b'{"achievements": [0x10]}'),
        ("not a number", b"NaN"),
        ("a number", b"5"),
        ("a string", b'"achievements"'),
        ("null", b"null"),
        ("a list", b"[]"),
        ("an object of the wrong type", b'{"achievements": {}}'),
        ("ten thousand digits", b"1" * 10_000),
        ("deep lists", b"[" * 200_000),
        ("deep objects", b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
        ("binary", bytes(range(256)) * 40),
        ("UTF-16", '{"achievements": []}'.encode("utf-16")),
        ("UTF-32", '{"achievements": []}'.encode("utf-32")),
        ("a form", b"achievements=1&x=2"),
        ("a byte order mark alone", b"\xef\xbb\xbf"),
        ("a thousand unknown fields", json.dumps({f"x{at}": at for at in range(1_000)}).encode()),
    ):
        yield Case(name, body)


def packed(body: bytes) -> Iterator[Case]:
    """A good body, compressed: small where it arrives, huge where it would be unpacked."""
    huge = body + b" " * (64 * MEGABYTE)
    for encoding, shrunk in (
        ("gzip", gzip.compress(huge, 1)),
        ("x-gzip", gzip.compress(body)),
        ("deflate", zlib.compress(huge, 1)),
        ("zstd", zstandard.compress(huge)),
        ("br", b"\xcf\xff\xff\x7f\xf8\x1f" * 100),
        ("gzip, gzip", gzip.compress(gzip.compress(huge, 1))),
        ("nonsense", body),
    ):
        yield Case(f"packed with {encoding}", shrunk, headers={"Content-Encoding": encoding})
    yield Case("gzip that does not say so", gzip.compress(body))


def around(body: bytes) -> Iterator[Case]:
    """A good document in JSON with something wrong around it or doubled in it."""
    name, _, rest = body.lstrip(b"{ ").partition(b":")
    yield Case("a byte order mark before it", b"\xef\xbb\xbf" + body)
    yield Case("something behind it", body + b"x")
    yield Case("broken off", body[:-1])
    yield Case("broken in the middle", body[: len(body) // 2])
    yield Case("a field twice", b"{" + name + b": 0, " + name + b":" + rest, odd=True)
    yield Case("a field twice, the bad one last", body[:-1] + b", " + name + b": 0}")
    yield Case("a megabyte of blanks", b" " * MEGABYTE + body + b"\n" * MEGABYTE, odd=True)


def arrow_streams() -> Iterator[Case]:
    """What claims to be an Arrow IPC stream."""
    good = _stream(pa.table({"text": ["a", "b"]}))
    yield from (Case(name, body) for name, body in (("nothing", b""), ("JSON", b"{}"), ("zeros", bytes(4_096)), ("noise", bytes(range(256)) * 100)))
    for cut in (1, 9, len(good) // 2, len(good) - 9):
        yield Case(f"broken off after {cut} bytes", good[:cut])
    yield Case("a length of 2 GB", b"\xff\xff\xff\xff\xff\xff\xff\x7f" + bytes(64))
    yield Case("a negative length", b"\xff\xff\xff\xff\x00\x00\x00\x80" + bytes(64))
    long = pa.table({"text": ["a" * (96 * MEGABYTE)]})
    for codec in ("zstd", "lz4"):
        bomb = _stream(long, compression=codec)
        yield Case(f"96 MB in {len(bomb) // 1_024} kB of {codec}", bomb)
    small = _stream(pa.table({"text": ["a" * 100_000]}), compression="zstd")
    yield Case("a buffer that claims 4 EB", small.replace((100_000).to_bytes(8, "little"), (2**62).to_bytes(8, "little")))
    yield Case("a buffer that claims less than nothing", small.replace((100_000).to_bytes(8, "little"), (-5).to_bytes(8, "little", signed=True)))
    yield Case("a column of lists", _stream(pa.table({"text": [["a"], ["b"]]})))
    yield Case("no column", _stream(pa.table({})))
    yield Case("invalid UTF-8", good.replace(b"ab", b"\xff\xfe"), odd=True)


def lines() -> Iterator[Case]:
    """What claims to be NDJSON: each line is answered in its place."""
    yield Case("a blank body", b"\n \n\r\n", odd=True)
    yield Case("lines that are none", b"{\n[]\nnull\n5\n{}\n\xff\n\x00\n" + b"[" * 100_000 + b"\n")
    yield Case("one line of 17 MB", b'{"text": "' + b"a" * (17 * MEGABYTE) + b'"}\n')
    yield Case("no line at all", b"x" * MEGABYTE)


def filled(template: bytes, make: Callable[[], Iterator[Case]] = texts) -> Iterator[Case]:
    """The template with each text in the place of `@`."""
    for case in make():
        yield Case(case.name, template.replace(b'"@"', case.body), case.odd)


def _stream(table: pa.Table, compression: str | None = None) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression=compression)) as writer:
        writer.write_table(table)
    whole: bytes = sink.getvalue().to_pybytes()
    return whole
