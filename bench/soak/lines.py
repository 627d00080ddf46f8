"""Whole lines from a pipe, as far as they have come."""

from __future__ import annotations

import os
import select
import time


class Lines:
    """Reads a file descriptor that another process writes to."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor, self._rest, self._open = descriptor, b"", True

    def within(self, seconds: float) -> list[bytes]:
        """All lines that come within that time; it waits for all of it, and not much longer."""
        found: list[bytes] = []
        end = time.monotonic() + seconds
        while self._open and select.select([self._descriptor], [], [], max(end - time.monotonic(), 0.0))[0]:
            piece = os.read(self._descriptor, 1 << 16)
            self._open = bool(piece)
            *whole, self._rest = (self._rest + piece).split(b"\n")
            found += whole
        time.sleep(max(end - time.monotonic(), 0.0))
        return found
