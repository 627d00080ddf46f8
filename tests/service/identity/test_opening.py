"""Whether a service starts without keys depends on who can reach it."""

from __future__ import annotations

import asyncio
import secrets
from datetime import UTC, datetime

import pytest

from service.identity.key import Key, KeyTerms
from service.identity.key_table import add_key
from service.identity.opening import Exposed, is_open_demo, opened
from service.settings import Settings
from service.store.database import Database

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
KEY, TEXT = Key.made(KeyTerms(name="a", owner="o", scopes=frozenset({"value"}), audience="seller"), NOW, secrets.token_bytes)
ISSUER = {"oidc_issuer": "https://issuer.example", "oidc_audience": "valuation"}


def test_on_this_machine_alone_it_starts_without_keys_as_a_demonstration(settings: Settings) -> None:
    assert is_open_demo(settings, [])


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "example.org"])
def test_where_others_can_reach_it_it_does_not_start_without_keys(settings: Settings, host: str) -> None:
    with pytest.raises(Exposed, match="valuation keys create"):
        is_open_demo(settings.model_copy(update={"host": host}), [])


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_with_a_key_or_an_issuer_it_starts_and_is_not_open(settings: Settings, host: str) -> None:
    assert not is_open_demo(settings.model_copy(update={"host": host}), [KEY])
    assert not is_open_demo(settings.model_copy(update={"host": host, **ISSUER}), [])


def test_it_says_in_the_log_that_it_is_open(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    assert mode(settings) is True
    assert "OPEN DEMO MODE" in caplog.text


def test_with_a_key_it_is_closed_and_silent(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    database = Database(settings.storage)
    with database.begin() as connection:
        add_key(connection, KEY)
    database.close()
    assert mode(settings) is False
    assert "OPEN DEMO MODE" not in caplog.text


def test_an_issuer_is_trusted_without_being_asked_at_the_start(settings: Settings) -> None:
    assert mode(settings.model_copy(update=ISSUER)) is False


def mode(settings: Settings) -> bool:
    async def story() -> bool:
        database = Database(settings.storage)
        async with opened(settings, database, lambda: NOW) as callers:
            found = callers.open
        database.close()
        return found

    return asyncio.run(story())
