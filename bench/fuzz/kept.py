"""A service as one in production: a database with its tables, and one key that may do everything, so that nobody else is let in."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI

from service.app import create_app
from service.identity.caller import SCOPES
from service.identity.key import KeyTerms
from service.identity.key_acts import make
from service.served import Scorer
from service.settings import Settings
from service.store.database import Database
from service.store.folder import private_folder
from service.store.migrate import migrate

QUOTA = 2**31 - 1
"""Valuations a minute: a quota is tested elsewhere, and would answer everything here."""


@contextmanager
def keyed_service(folder: Path, bundle: Path = Path("models/demo"), scorer: Scorer | None = None, **changes: object) -> Iterator[tuple[FastAPI, str]]:
    """The application that keeps everything in a folder, and the text of its key; settings may be changed by name."""
    settings = Settings(data=private_folder(folder / "data"), bundle=bundle).model_copy(update=changes)
    terms = KeyTerms(name="fuzz", owner="fuzz", scopes=frozenset(SCOPES), audience="seller", quota=QUOTA)
    with closing(Database(settings.storage)) as database:
        migrate(database)
        act = make(terms, datetime.now(UTC), secrets.token_bytes)
        with database.begin() as connection:
            act.write(connection)
    assert act.text is not None
    yield create_app(settings, scorer), act.text
