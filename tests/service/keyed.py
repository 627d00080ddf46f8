"""Keys for a service of the tests: made straight in its database, before it starts."""

from __future__ import annotations

import secrets
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from service.identity.caller import Scope
from service.identity.key import Key, KeyTerms
from service.identity.key_table import add_key
from service.settings import Settings
from service.store.database import Database
from valuation.audience import Audience

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
"""The time of the services that `open_client` starts."""


def key_in(
    settings: Settings, *scopes: Scope, audience: Audience = "seller", owner: str = "o", expires: datetime | None = None, revoked: datetime | None = None
) -> str:
    """The text of a new key in the database of these settings."""
    terms = KeyTerms(name="test", owner=owner, scopes=frozenset(scopes), audience=audience, expires=expires)
    key, text = Key.made(terms, NOW - timedelta(days=2), secrets.token_bytes)
    with closing(Database(settings.storage)) as database, database.begin() as connection:
        add_key(connection, replace(key, revoked=revoked))
    return text


def headers(text: str) -> dict[str, str]:
    """A request's, that shows the key."""
    return {"X-API-Key": text}
