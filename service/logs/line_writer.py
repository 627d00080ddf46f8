"""Lines on their way to a stream, beside the event loop: a reader of the log that stands still must not make the service stand still.

Lines are gathered for some milliseconds and written in one piece. Where more wait than may, the rest are dropped, and how many is said.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

MOST, EVERY = 20_000, 0.05
"""Lines that may wait, and seconds for which they are gathered."""


class LineWriter:
    """Takes lines of one thread, the event loop's, at once; `write` is called on a thread of its own, with whole lines."""

    def __init__(self, write: Callable[[bytes], object], *, most: int = MOST, every: float = EVERY) -> None:
        self._write, self._most, self._every = write, most, every
        self._lines: deque[bytes] = deque()
        self._dropped = 0
        self._some, self._closing = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def __call__(self, line: bytes) -> None:
        if len(self._lines) >= self._most:
            self._dropped += 1
            return
        self._lines.append(line)
        if not self._some.is_set():
            self._some.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="log", daemon=True)
                self._thread.start()

    def close(self, timeout: float = 1.0) -> None:
        """Writes what waits, within `timeout` seconds."""
        self._closing.set()
        self._some.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def _run(self) -> None:
        while not self._closing.is_set():
            self._some.wait()
            self._closing.wait(self._every)
            self._some.clear()
            self._write_all()
        if self._lines or self._dropped:
            self._write_all()

    def _write_all(self) -> None:
        lines = [self._lines.popleft() for _ in range(len(self._lines))]
        if dropped := self._dropped:
            self._dropped -= dropped
            lines.append(b'{"level":"warning","logger":"service.access","event":"%d lines were dropped: the log is not read"}\n' % dropped)
        with suppress(OSError, ValueError):  # a log that is gone fails nothing
            self._write(b"".join(lines))
