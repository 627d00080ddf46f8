"""Bodies of requests in one file, each behind its length (eight bytes, big-endian): any bytes, JSON or Arrow, read without a parser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_LENGTH = 8


def write_bodies(path: Path, bodies: Sequence[bytes]) -> None:
    """All bodies, in order."""
    path.write_bytes(b"".join(len(body).to_bytes(_LENGTH, "big") + body for body in bodies))


def read_bodies(path: Path) -> list[bytes]:
    """The bodies of a file, in order; ValueError where it is cut short."""
    whole, bodies, at = path.read_bytes(), [], 0
    while at < len(whole):
        start = at + _LENGTH
        at = start + int.from_bytes(whole[at:start], "big")
        if at > len(whole):
            raise ValueError(f"{path}: cut short at byte {len(whole)}")
        bodies.append(whole[start:at])
    return bodies
