"""Inputs at rest: compressed, then encrypted with AES-256-GCM under a key that lies apart from the database (`key_file.py`).

A sealed text is a byte of format, 8 bytes of the key's name, 12 random bytes, then what AES-GCM gives. It is bound to what it belongs to (a record's
id): laid beside another record it does not open.
"""

from __future__ import annotations

import os
import threading

import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from service.audit.key_file import AuditKeys, key_name

FORMAT = b"\x01"
LEVEL = 1
"""Of Zstandard: a third of the size at 400 MB/s; higher ones cost the hot path more than they save."""
LARGEST = 256 * 2**20
"""Bytes of what may come out of a sealed text: no more than goes in, so that a forged one is no bomb."""


class CannotOpen(Exception):
    """A sealed text that is not this record's, was altered, or was sealed with a key that is not in the key file."""


class Seal:
    """Seals and opens; safe to use from several threads."""

    def __init__(self, keys: AuditKeys) -> None:
        self._by_name = {bytes.fromhex(key_name(key)): AESGCM(key) for key in keys.seals}
        self._name = bytes.fromhex(key_name(keys.seals[0]))
        self._own = threading.local()  # a compressor serves one thread

    def seal(self, plain: bytes, about: str) -> bytes:
        """The sealed text of `about`, which is part of what is checked when it is opened."""
        nonce = os.urandom(12)
        head = FORMAT + self._name
        return head + nonce + self._by_name[self._name].encrypt(nonce, self._compressor().compress(plain), head + about.encode())

    def pack(self, plain: bytes) -> bytes:
        """Compressed, for what is kept but not sealed."""
        return self._compressor().compress(plain)

    def open(self, sealed: bytes, about: str) -> bytes:
        """What was sealed; CannotOpen where it is not that, whole and unchanged."""
        head, nonce, text = sealed[:9], sealed[9:21], sealed[21:]
        key = self._by_name.get(head[1:])
        if head[:1] != FORMAT or key is None:
            raise CannotOpen(f"sealed with the key {head[1:].hex()}, which is not in the key file")
        try:
            return unpacked(key.decrypt(nonce, text, head + about.encode()))
        except (InvalidTag, zstandard.ZstdError):
            raise CannotOpen("altered, or of another record") from None

    def _compressor(self) -> zstandard.ZstdCompressor:
        found: zstandard.ZstdCompressor | None = getattr(self._own, "compressor", None)
        if found is None:
            found = self._own.compressor = zstandard.ZstdCompressor(level=LEVEL)
        return found


def unpacked(compressed: bytes) -> bytes:
    """What was compressed; ZstdError where it cannot be, or would be larger than anything that goes in."""
    if not 0 <= zstandard.frame_content_size(compressed) <= LARGEST:
        raise zstandard.ZstdError("no size, or too large a one")
    return zstandard.ZstdDecompressor().decompress(compressed, max_output_size=LARGEST)
