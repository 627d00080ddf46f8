"""Keys are found in memory; the memory follows the database, and outlives it."""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.identity.key import Key, KeyTerms, Shown
from service.identity.key_ring import USE_NOTED, FreshKeys, KeyRing, WrongKey
from service.identity.key_table import add_key, end_key, read_keys
from service.store.database import Database, StorageUnavailable

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TERMS = KeyTerms(name="a", owner="o", scopes=frozenset({"value"}), audience="seller")


def made(**changes: object) -> tuple[Key, Shown]:
    key, text = Key.made(TERMS.model_copy(update=changes), NOW, secrets.token_bytes)
    shown = Shown.read(text.encode())
    assert shown is not None
    return key, shown


def run(story: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(story(), 20))


async def until(holds: Callable[[], object]) -> None:
    while not holds():
        await asyncio.sleep(0.005)


def test_a_key_is_its_callers() -> None:
    key, shown = made()
    assert KeyRing([key]).caller(shown, NOW) == key.caller


@pytest.mark.parametrize(("change", "trouble"), [({"revoked": NOW}, "revoked"), ({"expires": NOW}, "expired")])
def test_a_key_that_has_ended_says_so_to_whoever_has_it(change: dict[str, Any], trouble: str) -> None:
    key, shown = made()
    ring = KeyRing([replace(key, **change)])
    with pytest.raises(WrongKey) as caught:
        ring.caller(shown, NOW)
    assert caught.value.trouble == trouble


def test_to_whoever_knows_the_prefix_alone_it_says_nothing() -> None:
    key, shown = made()
    for keys in ([replace(key, revoked=NOW)], [key], []):
        with pytest.raises(WrongKey) as caught:
            KeyRing(keys).caller(replace(shown, secret=b"x" * 43), NOW)
        assert caught.value.trouble is None


def test_what_this_process_changes_holds_at_once() -> None:
    key, shown = made()
    ring = KeyRing()
    ring.put(key)
    assert ring.caller(shown, NOW)
    ring.put(replace(key, revoked=NOW))
    with pytest.raises(WrongKey):
        ring.caller(shown, NOW)


def test_a_use_is_told_again_after_a_minute_only() -> None:
    key, shown = made()
    ring = KeyRing([key])
    assert ring.uses(USE_NOTED) == {}
    ring.caller(shown, NOW)
    assert ring.uses(USE_NOTED) == {key.id: NOW}
    ring.replace([replace(key, last_used=NOW)])
    ring.caller(shown, NOW + timedelta(seconds=59))
    assert ring.uses(USE_NOTED) == {}
    ring.caller(shown, NOW + timedelta(seconds=60))
    assert ring.uses(USE_NOTED) == {key.id: NOW + timedelta(seconds=60)}


def test_what_another_process_changes_holds_after_the_next_reading(database: Database) -> None:
    key, shown = made()

    async def story() -> None:
        async with FreshKeys(database, KeyRing(), every=0.01) as fresh:
            assert fresh.ring.empty
            with database.begin() as connection:
                add_key(connection, key)
            await until(lambda: fresh.ring.keys)
            assert fresh.ring.caller(shown, NOW)
            with database.begin() as connection:
                end_key(connection, replace(key, revoked=NOW))
            await until(lambda: fresh.ring.keys[0].revoked)

    run(story)


def test_the_last_use_is_noted_at_the_end_at_the_latest(database: Database) -> None:
    key, shown = made()
    with database.begin() as connection:
        add_key(connection, key)

    async def story() -> None:
        async with FreshKeys(database, KeyRing(), every=300) as fresh:
            fresh.ring.caller(shown, NOW)

    run(story)
    with database.read() as connection:
        assert read_keys(connection)[0].last_used == NOW


class Failing:
    """A database that can be taken away."""

    def __init__(self, database: Database) -> None:
        self._database, self.away, self.readings = database, False, 0

    def read(self) -> object:
        self.readings += 1
        if self.away:
            raise StorageUnavailable("gone")
        return self._database.read()

    def begin(self) -> object:
        if self.away:
            raise StorageUnavailable("gone")
        return self._database.begin()


def test_where_the_database_is_away_the_known_keys_stay_and_it_is_said_once(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    key, shown = made()
    with database.begin() as connection:
        add_key(connection, key)
    failing = Failing(database)

    async def story() -> None:
        async with FreshKeys(failing, KeyRing(), every=0.01) as fresh:  # type: ignore[arg-type]
            failing.away = True
            await until(lambda: failing.readings > 5)
            assert fresh.ring.caller(shown, NOW)
            failing.away = False
            with database.begin() as connection:
                end_key(connection, replace(key, revoked=NOW))
            await until(lambda: fresh.ring.keys[0].revoked)

    run(story)
    assert sum("known stay" in record.message for record in caplog.records) == 1


def test_without_a_first_reading_there_is_no_start(database: Database) -> None:
    failing = Failing(database)
    failing.away = True

    async def story() -> None:
        with pytest.raises(StorageUnavailable):
            async with FreshKeys(failing, KeyRing(), every=0.01):  # type: ignore[arg-type]
                raise AssertionError

    run(story)


def test_a_reading_that_was_overtaken_undoes_nothing(database: Database) -> None:
    key, _ = made()
    with database.begin() as connection:
        add_key(connection, key)

    class Overtaken(FreshKeys):
        readings = 0

        def _exchange(self, used: dict[str, datetime]) -> list[Key]:
            found = super()._exchange(used)
            self.readings += 1
            if self.readings == 2:  # this process revokes the key after the row was read and before it is taken
                revoked = replace(key, revoked=NOW)
                with database.begin() as connection:
                    end_key(connection, revoked)
                here[0].call_soon_threadsafe(ring.put, revoked)
            return found

    async def story() -> None:
        here.append(asyncio.get_running_loop())
        async with Overtaken(database, ring, every=300) as fresh:
            await fresh.refresh()
            assert ring.keys[0].revoked == NOW and fresh.readings == 3

    ring, here = KeyRing(), list[asyncio.AbstractEventLoop]()
    run(story)


def test_a_database_that_says_nothing_keeps_nobody_from_ending(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.identity.key_ring.LAST", 0.05)
    go_on = threading.Event()

    class Silent(FreshKeys):
        def _note(self, used: dict[str, datetime]) -> None:
            go_on.wait(10)

    async def story() -> None:
        ring = KeyRing()
        go_on.set()
        async with Silent(database, ring, every=60):
            go_on.clear()
        go_on.set()

    began = time.monotonic()
    run(story)
    assert time.monotonic() - began < 2
