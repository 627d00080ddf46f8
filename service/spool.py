"""What a caller sends, kept until it is read: reading the connection never waits for the answer.

Most HTTP clients send their whole body before they read a byte of the answer. A service that answers while it reads and stops reading while its answer
is not taken would wait for such a client for ever, and the client for it. So bytes that are not read yet wait here: the first in memory, more on disk.
"""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import suppress
from types import TracebackType
from typing import Self

from starlette.types import Receive

from service.problems import Problem
from service.store.database import StorageUnavailable
from valuation.catalogue import say

IN_MEMORY = 2**20
"""Bytes that wait in memory; with more, all of them move to a file without a name, which is gone with its process."""


class Spool:
    """The body of one request, written by `fill` and read behind it. `limit` is in bytes, `idle` in seconds without any."""

    def __init__(self, limit: int, idle: float) -> None:
        self._limit, self._idle, self._received = limit, idle, 0
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed where the spool is
        self._written = self._read = 0
        self._ended = False
        self._problem: Problem | StorageUnavailable | None = None
        self._news = asyncio.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        with suppress(OSError):  # what its buffer holds may find no room even now
            self._file.close()

    async def fill(self, receive: Receive) -> None:
        """Takes in the whole body; returns when the client is gone, which with a client who waits for the answer is after it.

        Beyond the limit, or where the disk takes no more, nothing is kept, and whoever reads meets the problem.
        """
        while (message := await receive())["type"] == "http.request":
            self._take(message.get("body", b""))
            self._ended = self._ended or not message.get("more_body", False)
            self._news.set()

    async def some(self, most: int) -> bytes:
        """What is there, at least one byte and at most `most`; nothing at the end of the body."""
        await self._until(1)
        return self._next(most)

    async def exactly(self, size: int) -> bytes:
        """The next `size` bytes; fewer where the body ends before."""
        await self._until(size)
        return self._next(size)

    async def _until(self, size: int) -> None:
        while self._written - self._read < size and not self._ended and self._problem is None:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), self._idle)
            except TimeoutError:
                raise Problem("idle", say("problems.nothing_sent", seconds=self._idle)) from None
        if self._problem is not None:
            raise self._problem

    def _take(self, body: bytes) -> None:
        self._received += len(body)
        if self._received > self._limit:
            self._problem = Problem("too_large", say("problems.sweep_bytes", limit=self._limit))
        elif body:
            try:
                self._file.seek(self._written)
                self._written += self._file.write(body)
            except OSError as error:
                self._problem = StorageUnavailable(f"a body cannot be kept: {error}")

    def _next(self, most: int) -> bytes:
        try:
            self._file.seek(self._read)  # writes what the file's buffer still holds
            found = self._file.read(min(most, self._written - self._read))
        except OSError as error:
            raise StorageUnavailable(f"a body cannot be kept: {error}") from error
        self._read += len(found)
        if self._read == self._written:
            # All is read: start at the front again, so that a long exchange stays small.
            self._read = self._written = 0
            self._file.seek(0)
            self._file.truncate()
        return found
