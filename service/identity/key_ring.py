"""The keys of one process, in memory: a request is never kept waiting for the database to say whose it is.

They are read anew every few seconds beside the event loop; where the database is away, those that are known stay. What this process changes itself holds at
once, what another one changes after the next reading.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from functools import partial
from typing import Self, TypeVar

from service.identity.caller import Caller
from service.identity.key import Key, Shown, Trouble
from service.identity.key_table import note_use, read_keys
from service.store.database import Database, StorageUnavailable
from service.succession.own_thread import OwnThread

T = TypeVar("T")
_log = logging.getLogger("service")

USE_NOTED = timedelta(minutes=1)
"""How exact the last use of a key is: a busy key would otherwise be written at every reading."""
LAST = 3.0
"""Seconds for the last note at the end: a database that says nothing must not keep the process from ending."""


class WrongKey(Exception):
    """Why a key opens nothing; `trouble` is None where there is no such key."""

    def __init__(self, trouble: Trouble | None) -> None:
        self.trouble = trouble
        super().__init__(trouble or "unknown")


class KeyRing:
    """Keys by their prefix. Used from the event loop alone."""

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        self._held: dict[str, tuple[Key, Caller]] = {}
        self._used: dict[str, datetime] = {}
        self.changes = 0
        self.replace(keys)

    def caller(self, shown: Shown, now: datetime) -> Caller:
        """Whose key it is; WrongKey where it is nobody's, or no longer."""
        key, caller = self._held.get(shown.prefix, (None, None))
        if not shown.opens(key) or key is None or caller is None:
            raise WrongKey(None)
        if (trouble := key.trouble(now)) is not None:
            raise WrongKey(trouble)
        self._used[key.id] = now
        return caller

    @property
    def keys(self) -> list[Key]:
        """All of them, the oldest first, with their last use as this process knows it."""
        return [key for key, _ in self._held.values()]

    @property
    def empty(self) -> bool:
        """Whether there is none, not even one that no longer opens anything."""
        return not self._held

    def get(self, prefix: str) -> Key | None:
        """The key of a prefix."""
        return self._held.get(prefix, (None,))[0]

    def put(self, *keys: Key) -> None:
        """Takes keys that this process has just written."""
        self.changes += 1
        for key in keys:
            self._held[key.id] = (key, key.caller)

    def replace(self, keys: Iterable[Key]) -> None:
        """Takes what the database holds."""
        self._held = {key.id: (key, key.caller) for key in keys}

    def uses(self, exact: timedelta) -> dict[str, datetime]:
        """The last use of each key that was used since the database was told, and by so much at least."""
        told = {key.id: key.last_used for key, _ in self._held.values()}
        return {key: at for key, at in self._used.items() if (before := told.get(key)) is None or at - before >= exact}


class FreshKeys(AbstractAsyncContextManager["FreshKeys"]):
    """Keeps a ring as the database has it. Entered, it has been read once: StorageUnavailable where it could not be."""

    def __init__(self, database: Database, ring: KeyRing, every: float) -> None:
        self._database, self.ring, self._every = database, ring, every
        self._thread = OwnThread("keys")  # its own: a revoked key must not stay because all others are busy
        self._away = False

    async def __aenter__(self) -> Self:
        try:
            await self.refresh()
        except BaseException:
            self._thread.stop()
            raise
        self._refreshing = asyncio.create_task(self._keep())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._refreshing.cancel()
        await asyncio.gather(self._refreshing, return_exceptions=True)
        try:
            async with asyncio.timeout(LAST):
                await self._aside(self._note, self.ring.uses(timedelta(0)))
        except (StorageUnavailable, TimeoutError) as error:
            _log.warning("when keys were last used is not noted: %s", error or f"no answer within {LAST:g} s")
        self._thread.stop()

    async def refresh(self) -> None:
        """Reads the keys and notes their last use. What this process changes meanwhile is newer than what was read, so then it is read again."""
        while True:
            changes, used = self.ring.changes, self.ring.uses(USE_NOTED)
            keys = await self._aside(self._exchange, used)
            if changes == self.ring.changes:
                self.ring.replace(keys)
                return

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            try:
                await self.refresh()
                self._away = False
            except StorageUnavailable as error:
                if not self._away:
                    _log.warning("keys cannot be read, those that are known stay: %s", error)
                self._away = True
            except Exception:  # noqa: BLE001 - one bad reading must not end all later ones: revoked keys would stay
                _log.exception("keys cannot be read, those that are known stay")

    def _exchange(self, used: dict[str, datetime]) -> list[Key]:
        self._note(used)
        with self._database.read() as connection:
            return read_keys(connection)

    def _note(self, used: dict[str, datetime]) -> None:
        if used:
            with self._database.begin() as connection:
                note_use(connection, used)

    async def _aside(self, step: Callable[[dict[str, datetime]], T], used: dict[str, datetime]) -> T:
        return await self._thread.run(partial(step, used))
