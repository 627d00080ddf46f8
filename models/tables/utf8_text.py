"""A text file in any encoding as bytes of UTF-8 or as lines, from below its preamble on, in blocks: no more of it than a block lies in memory."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

_CHARACTERS = 1 << 20


@dataclass(frozen=True)
class Utf8Text:
    """The text of a file after its first `skipped` lines, however often it is asked for; `encoding` is known to fit."""

    path: Path
    encoding: str
    skipped: int = 0

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """As bytes of UTF-8."""
        with self._from_header() as text:
            yield io.BufferedReader(_Encoded(text), _CHARACTERS)

    def lines(self) -> Iterator[str]:
        """Its lines with their ends as they are; a carriage return alone ends one too, as the `csv` module wants it."""
        with self._from_header() as text:
            for line in text:
                yield from io.StringIO(line, newline="")

    def blank(self) -> bool:
        """Whether there is nothing but white space."""
        return all(not block.strip() for block in self._blocks())

    def quotes(self) -> int:
        """How many quotation marks it holds."""
        return sum(block.count('"') for block in self._blocks())

    def _blocks(self) -> Iterator[str]:
        with self._from_header() as text:
            while block := text.read(_CHARACTERS):
                yield block

    @contextmanager
    def _from_header(self) -> Iterator[TextIO]:
        with self.path.open(encoding=self.encoding, newline="\n") as text:
            for _ in range(self.skipped):
                text.readline()
            yield text


class _Encoded(io.RawIOBase):
    """A text as a stream of its bytes in UTF-8."""

    def __init__(self, text: TextIO) -> None:
        self._text, self._left = text, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._left:
            self._left = memoryview(self._text.read(_CHARACTERS).encode())
        taken = min(len(buffer), len(self._left))
        buffer[:taken] = self._left[:taken]
        self._left = self._left[taken:]
        return taken
