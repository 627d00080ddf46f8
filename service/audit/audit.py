"""The audit of a process that serves: a call's record is on disk before the call is answered.

Records are committed in groups: while one group is being written, the next one gathers. So a lone caller waits for one commit and a crowd shares one. The
rows are made and written on a thread of its own; only who waits is kept on the event loop.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple, Protocol, Self

from service.audit.draft import Draft
from service.audit.journal import Journal
from service.store.database import StorageUnavailable

_log = logging.getLogger("service")

GROUP, GROUP_BYTES = 512, 16 * 2**20
"""Records, and bytes of what they hold, that are written in one transaction at most."""
WAITING_BYTES = 256 * 2**20
"""Bytes that may wait to be written; with more, who comes is refused: the database is too slow for what is asked."""
PACE = 0.005
"""Seconds from one group to the next while several call at once: a transaction has a price, which more records share. A lone caller never waits for it."""
RETRY = 0.5
"""Seconds between two tries to reach a database that is away."""
STUCK = 2.0
"""Seconds after which a group that is still being written is held against the database: another one may have locked it, or it says nothing any more."""
DOUBT = 5.0
"""Seconds for which a group that could not be written is held against the database, until another one was: a full disk takes an empty one all the same."""
ENDING = 0.01
"""Seconds between two looks whether the thread has ended."""


class Observer(Protocol):
    """Who counts what is committed; called on the event loop, once a group."""

    def recorded(self, kinds: list[str], seconds: float) -> None: ...

    def not_recorded(self, records: int) -> None: ...


class _Waiting(NamedTuple):
    draft: Draft
    future: asyncio.Future[None]
    size: int


class Audit:
    """Records drafts, from one event loop. `checkpoint` signs the heads of all chains (`checkpoint.py`) and is called every `every` seconds in which
    something was recorded, and at the end; who leaves waits `last` seconds for the end, and no longer.
    """

    def __init__(
        self, journal: Journal, observer: Observer, *, checkpoint: Callable[[], object] = lambda: None, every: float = 10.0, last: float = 30.0
    ) -> None:
        self._journal, self._observer, self._checkpoint, self._every = journal, observer, checkpoint, every
        self._last = last
        self._news = threading.Condition()
        self._arriving: list[_Waiting] = []
        self._waiting: deque[_Waiting] = deque()
        self._bytes = 0
        self._open = False
        self._trouble: str | None = None
        self._writing: float | None = None  # since when a group is being written
        self._began, self._crowd = 0.0, False  # when the last group was, and whether it was of several
        self._failures, self._failed, self._why = 0, 0.0, ""  # groups in a row that could not be written; when the last of them was, and why

    async def __aenter__(self) -> Self:
        self._loop, self._open = asyncio.get_running_loop(), True
        self._thread = threading.Thread(target=self._write, name="audit", daemon=True)
        self._thread.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Writes what waits, signs the end, and stops."""
        self._hand_over()
        with self._news:
            self._open = False
            self._news.notify()
        until = time.monotonic() + self._last
        while self._thread.is_alive() and time.monotonic() < until:  # no thread for it: all may be waiting for the same database
            await asyncio.sleep(ENDING)

    @property
    def trouble(self) -> str | None:
        """Why nothing can be recorded now, or could not a moment ago; or None: what `/ready` reports."""
        now, writing = time.monotonic(), self._writing
        if self._trouble is None and writing is not None and now - writing > STUCK:
            return f"a group of records is not written after {STUCK:g} s"
        doubtful = self._failures and now - self._failed < DOUBT
        return self._trouble or (self._why if doubtful else None)

    def require_ready(self) -> None:
        """Raises what `record` would raise now: ask before work is done for a call that could not be acknowledged."""
        if self._trouble is not None:
            raise StorageUnavailable(self._trouble)
        if self._bytes > WAITING_BYTES:
            raise StorageUnavailable("the database is too slow for what is asked")

    async def record(self, draft: Draft, timeout: float | None = None) -> None:
        """Returns once the record is on disk. Raises StorageUnavailable where it could not be written or was not within `timeout` seconds, and
        whatever the draft's `also` raised.
        """
        self.require_ready()
        if not self._open:
            raise StorageUnavailable("the service is stopping")
        waiting = _Waiting(draft, self._loop.create_future(), _size(draft))
        self._arriving.append(waiting)
        if len(self._arriving) == 1:
            # One turn of the event loop later: a batch's callers come in one turn, and each commit has its price.
            self._loop.call_soon(self._hand_over)
        if timeout is None:
            await waiting.future
            return
        late = self._loop.call_later(max(timeout, 0.0), _too_late, waiting.future)
        try:
            await waiting.future
        finally:
            late.cancel()

    def _hand_over(self) -> None:
        """Everybody who came in one turn goes to the thread together."""
        arrived, self._arriving = self._arriving, []
        with self._news:
            self._bytes += sum(waiting.size for waiting in arrived)
            self._waiting.extend(arrived)
            self._news.notify()

    def _write(self) -> None:
        """The thread: group after group, a checkpoint now and then, until it is told to stop and nothing is left."""
        signed, unsigned = time.monotonic(), False
        while True:
            group = self._next_group(until=signed + self._every if unsigned else None)
            if group:
                unsigned = self._write_group(group) or unsigned
            ending = not group and not self._open
            if unsigned and (ending or time.monotonic() - signed >= self._every):
                unsigned, signed = not self._signed(), time.monotonic()
            elif not unsigned:
                signed = time.monotonic()
            if ending:
                return
            if self._trouble is not None:
                self._wait_for_storage()

    def _next_group(self, until: float | None) -> list[_Waiting]:
        """What waits, as much as goes into one transaction; nothing where it is time for something else."""
        with self._news:
            while self._open and not self._waiting:
                left = None if until is None else until - time.monotonic()
                if left is not None and left <= 0:
                    return []
                self._news.wait(left)
        if self._crowd and (early := self._began + PACE - time.monotonic()) > 0:
            time.sleep(early)  # not on the condition: who comes meanwhile need not wake anybody
        self._began = time.monotonic()
        with self._news:
            group: list[_Waiting] = []
            size = 0
            while self._waiting and len(group) < GROUP and (not group or size + self._waiting[0].size <= GROUP_BYTES):
                group.append(self._waiting.popleft())
                size += group[-1].size
            self._bytes -= size
            self._crowd = len(group) > 1
            return group

    def _write_group(self, group: list[_Waiting]) -> bool:
        """Whether it was written. Who has left meanwhile, or was told that it took too long, is left out."""
        group = [waiting for waiting in group if not waiting.future.done()]
        if not group:
            return False
        self._writing = began = time.monotonic()
        outcome: list[Exception | None] | Exception
        try:
            outcome = self._journal.append([waiting.draft for waiting in group])
        except StorageUnavailable as error:
            outcome, self._trouble = error, str(error)
            self._failures, self._failed, self._why = self._failures + 1, time.monotonic(), str(error)
            _log.error("nothing can be recorded, so nothing is answered: %s", error)
        except Exception as error:  # noqa: BLE001 - a fault of ours or of one draft: whoever waits must hear of it, and the thread go on
            outcome = error
            _log.exception("a group of records could not be written")
        else:
            self._failures = 0
        self._writing = None
        self._tell(self._settle, group, outcome, time.monotonic() - began)
        return not isinstance(outcome, Exception)

    def _settle(self, group: list[_Waiting], outcome: list[Exception | None] | Exception, seconds: float) -> None:
        """On the event loop: everybody of a group gets what came of it."""
        if isinstance(outcome, Exception):
            self._observer.not_recorded(len(group))
            for waiting in group:
                _fail(waiting.future, StorageUnavailable(str(outcome)))
            return
        self._observer.recorded([waiting.draft.kind for waiting, trouble in zip(group, outcome, strict=True) if trouble is None], seconds)
        for waiting, trouble in zip(group, outcome, strict=True):
            if trouble is not None:
                _fail(waiting.future, trouble)
            elif not waiting.future.done():
                waiting.future.set_result(None)

    def _wait_for_storage(self) -> None:
        """Tries an empty group until the database takes it; who comes meanwhile is refused at once, who waits already now."""
        if self._failures > 1:  # an empty group was taken and the next full one was not
            self._pause()
        while self._open and self._trouble is not None:
            with self._news:
                left, self._bytes = list(self._waiting), 0
                self._waiting.clear()
            if left:
                self._tell(self._settle, left, StorageUnavailable(self._trouble), 0.0)
            try:
                self._journal.append([])
                self._trouble = None
                _log.warning("records are written again")
            except Exception as error:  # noqa: BLE001 - still away
                self._trouble = str(error)
                self._pause()

    def _pause(self) -> None:
        with self._news:
            self._news.wait_for(lambda: not self._open, RETRY)

    def _signed(self) -> bool:
        try:
            self._checkpoint()
        except Exception as error:  # noqa: BLE001 - what is recorded is on disk; the next checkpoint covers it
            _log.warning("no checkpoint could be signed: %s", error)
            return False
        return True

    def _tell(self, step: Callable[..., None], *about: object) -> None:
        try:
            self._loop.call_soon_threadsafe(step, *about)
        except RuntimeError:  # the event loop has ended, and with it whoever waited
            _log.warning("records were written for nobody")


def _size(draft: Draft) -> int:
    return 1_024 + len(draft.input or b"") + sum(map(len, draft.sent)) + (len(draft.output) if isinstance(draft.output, bytes) else 0)


def _too_late(future: asyncio.Future[None]) -> None:
    _fail(future, StorageUnavailable("the record was not written in time"))


def _fail(future: asyncio.Future[None], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
