"""One way to write a thing as bytes, so that whoever holds the thing can reckon its digest: JSON with sorted names and without blanks, in UTF-8."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

_encoder = msgspec.json.Encoder(order="sorted")


def canonical(thing: Any) -> bytes:
    """The bytes of a thing made of dicts, lists, strings, numbers, booleans and None."""
    return _encoder.encode(thing)


def digest(*pieces: bytes) -> str:
    """SHA-256 of the pieces laid one after the other, in hexadecimal."""
    return sha256(pieces).hex()


def sha256(pieces: Iterable[bytes]) -> bytes:
    """The same as 32 bytes."""
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    return found.digest()
