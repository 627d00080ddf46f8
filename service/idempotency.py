"""What is stored is stored once: a call that comes again under its `Idempotency-Key` gets the answer that it got, and nothing is done twice.

A key is claimed before anything is done. What is done, the record of it and the answer to it are then written in one transaction (`Claim.complete`
within `Draft.also`), and only while the claim still stands: whoever was taken over, or gave the key up, has done nothing. Only what succeeded is kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from starlette.requests import Request
from starlette.responses import Response

from service.audit.seal import CannotOpen, Seal
from service.deadline import timeout_in
from service.idempotency_key import fingerprint, key_of
from service.identity.caller import caller_of
from service.problems import Problem
from service.store.database import WITHIN, Database, StorageUnavailable
from service.store.tables import idempotency
from valuation.catalogue import say

ABANDONED_AFTER = timedelta(seconds=60)
"""A key in flight for longer belongs to a process that died: the next call with it may begin anew."""
PURGED_EVERY = timedelta(minutes=10)
REPLAYED = {"Idempotency-Replayed": "true"}


class Given(msgspec.Struct, frozen=True):
    """An answer as it was given, headers that belong to it among it."""

    status: int
    body: bytes
    headers: dict[str, str] = {}

    def response(self, more: dict[str, str] | None = None) -> Response:
        """The same as a response, with more headers."""
        return Response(self.body, self.status, self.headers | (more or {}))


class ClaimLost(Exception):
    """The key was given up, or taken over by another call, before this one was done: it must not be done."""


@dataclass(eq=False)
class Claim:
    """One call's right to act under its key."""

    subject: str
    key: str
    fingerprint: bytes
    started: datetime
    _seal: Seal
    completed: bool = field(default=False, init=False)

    def complete(self, connection: Connection, answer: Given) -> None:
        """Keeps the answer, in the transaction that does what it tells of; ClaimLost where the call must not be done any more."""
        kept = self._seal.seal(msgspec.msgpack.encode(answer), bound_to(self.subject, self.key))
        done = connection.execute(update(idempotency).where(*self._mine()).values(status=answer.status, answer=kept))
        if done.rowcount != 1:
            raise ClaimLost(self.key)
        self.completed = True

    def give_up(self, connection: Connection) -> None:
        """Frees the key, unless the answer stands already."""
        connection.execute(delete(idempotency).where(*self._mine()))

    def _mine(self) -> tuple[ColumnElement[bool], ...]:
        return (*_row(self.subject, self.key), idempotency.c.started == self.started, idempotency.c.status.is_(None))


Act = Callable[[Claim], Awaitable[Given]]


class Idempotency:
    """Keys and answers in the database. `clock` is aware, in UTC; answers are kept for `keep`."""

    def __init__(self, database: Database, seal: Seal, clock: Callable[[], datetime], keep: timedelta = timedelta(hours=24)) -> None:
        self._database, self._seal, self._clock, self._keep = database, seal, clock, keep
        self._purged: datetime | None = None
        self._purging = threading.Lock()

    async def once(self, request: Request, body: bytes, act: Act) -> Response:
        """What `act` answers, or what it answered to the same call before.

        Problem where there is no key (400), it belongs to another call (422), or the same call is still under way (409).
        """
        subject, key, call = caller_of(request).subject, key_of(request.scope), fingerprint(request.scope, body)
        within = timeout_in(request.scope, WITHIN)
        found = await self._database.run(partial(self._claimed, subject, key, call), within)
        if isinstance(found, Given):
            return found.response(REPLAYED)
        try:
            answer = await act(found)
        except BaseException as error:
            await self._give_up(found)
            if isinstance(error, ClaimLost):
                raise _in_flight() from error
            raise
        if not found.completed:
            await self._give_up(found)
        return answer.response()

    def purge(self, now: datetime) -> int:
        """Removes what is older than is kept; how many there were."""
        with self._database.begin() as connection:
            return connection.execute(delete(idempotency).where(idempotency.c.started < now - self._keep)).rowcount

    def _claimed(self, subject: str, key: str, call: bytes) -> Claim | Given:
        now = self._clock()
        self._purge_in_time(now)
        claim = Claim(subject, key, call, now, self._seal)
        with self._database.begin() as connection:
            row = connection.execute(select(idempotency).where(*_row(subject, key))).one_or_none()
            if row is not None and row.started < now - self._keep:
                connection.execute(delete(idempotency).where(*_row(subject, key), idempotency.c.started == row.started))
                row = None
            if row is None:
                if _inserted(connection, claim):
                    return claim
                row = connection.execute(select(idempotency).where(*_row(subject, key))).one_or_none()  # another call was quicker
            if row is None:
                raise _in_flight()
            if row.fingerprint != call:
                raise Problem("idempotency_key_reused", say("storing.key_reused"))
            if row.status is not None:
                return self._opened(subject, key, row.answer)
            # Whichever way the clock went since: who was taken over in error finds its claim gone and does nothing.
            if abs(now - row.started) <= ABANDONED_AFTER:
                raise _in_flight()
            mine = update(idempotency).where(*_row(subject, key), idempotency.c.started == row.started, idempotency.c.status.is_(None))
            if connection.execute(mine.values(started=now)).rowcount != 1:
                raise _in_flight()
        return claim

    def _opened(self, subject: str, key: str, sealed: bytes) -> Given:
        try:
            return msgspec.msgpack.decode(self._seal.open(sealed, bound_to(subject, key)), type=Given)
        except (CannotOpen, msgspec.DecodeError):
            raise Problem("idempotency_key_reused", say("storing.answer_unreadable")) from None

    async def _give_up(self, claim: Claim) -> None:
        """Frees the key; a database that takes long about it keeps nobody waiting, whether or not they are still there."""
        freeing = asyncio.ensure_future(self._database.run(partial(self._free, claim)))
        freeing.add_done_callback(lambda done: done.cancelled() or done.exception())  # of no use to anybody
        await asyncio.wait([freeing], timeout=1.0)

    def _free(self, claim: Claim) -> None:
        with contextlib.suppress(StorageUnavailable), self._database.begin() as connection:  # else it is free once it counts as abandoned
            claim.give_up(connection)

    def _purge_in_time(self, now: datetime) -> None:
        if self._purging.acquire(blocking=False):
            try:
                if self._purged is None or abs(now - self._purged) > PURGED_EVERY:
                    self.purge(now)
                    self._purged = now
            finally:
                self._purging.release()


def bound_to(subject: str, key: str) -> str:
    """What a kept answer is sealed to, so that it opens for nobody else."""
    return f"idempotency:{subject}\n{key}"


def _row(subject: str, key: str) -> tuple[ColumnElement[bool], ...]:
    return (idempotency.c.subject == subject, idempotency.c.key == key)


def _inserted(connection: Connection, claim: Claim) -> bool:
    """Whether the claim's row is there now; not where there was one of its key."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = {"subject": claim.subject, "key": claim.key, "fingerprint": claim.fingerprint, "started": claim.started}
    return connection.execute(insert(idempotency).values(row).on_conflict_do_nothing().returning(idempotency.c.key)).first() is not None


def _in_flight() -> Problem:
    return Problem("idempotency_in_flight", say("storing.key_in_flight"))
