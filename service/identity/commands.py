"""`valuation keys …`: make, list, rotate and revoke API keys. Each change is recorded in the audit. A key's text goes to standard output, once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated

from cyclopts import App, Parameter
from pydantic import ValidationError
from rich.table import Table

from models.console import stderr_console
from service.audit.journal import Journal
from service.audit.key_file import AuditKeysError, keys_at
from service.identity.caller import Scope
from service.identity.key import Key, KeyTerms
from service.identity.key_acts import KeyAct, make
from service.identity.key_acts import revoke as ended
from service.identity.key_acts import rotate as followed
from service.identity.key_table import KeyGone, read_keys
from service.identity.operator import operator
from service.problems import Problem
from service.settings import Settings, setting_errors
from service.store.database import Database, StorageUnavailable
from service.store.folder import private_folder
from service.store.migrate import NewerDatabase, migrate
from valuation.audience import Audience

keys_app = App(name="keys", help=__doc__)


class Refused(Exception):
    """A command cannot do what it was asked; the message says why."""


@keys_app.command
def create(
    *,
    name: str,
    owner: str,
    scope: Annotated[list[Scope], Parameter(negative="")],
    audience: Audience,
    quota: int | None = None,
    days: int | None = None,
) -> None:
    """Makes a key and prints it on standard output. It is shown this once.

    Parameters
    ----------
    name
        What or whom it is for.
    owner
        The organisation; keys of one owner share what was stored.
    scope
        What it may do; once for each scope.
    audience
        For whom its answers are: seller and exchange may also ask what outsiders are shown.
    quota
        Valuations a minute; the service's own without it.
    days
        For how many days; for ever without it.
    """
    with _sentences(), _opened() as (settings, database):
        now = datetime.now(UTC)
        until = None if days is None else now + timedelta(days=days)
        terms = KeyTerms(name=name, owner=owner, scopes=frozenset(scope), audience=audience, quota=quota, expires=until)
        _done(make(terms, now), settings, database)


@keys_app.command(name="list")
def show() -> None:
    """Prints every key, without its secret."""
    with _sentences(), _opened() as (_, database):
        now, table = datetime.now(UTC), Table("key", "name", "owner", "scopes", "audience", "quota", "expires", "last used", "state")
        for key in _kept(database):
            rights = (" ".join(sorted(key.scopes)), key.audience, str(key.quota or ""))
            table.add_row(f"val_{key.id}_…", key.name, key.owner, *rights, _day(key.expires), _day(key.last_used), _state(key, now))
        stderr_console().print(table)


@keys_app.command
def revoke(key: str) -> None:
    """Ends a key at once; running services see it within VALUATION_KEYS_REFRESH seconds.

    Parameters
    ----------
    key
        Its prefix, the eight characters behind `val_`.
    """
    with _sentences(), _opened() as (settings, database):
        _done(ended(_named(key, database), datetime.now(UTC)), settings, database)


@keys_app.command
def rotate(key: str, *, grace_hours: float = 24) -> None:
    """Makes a key with the same rights and prints it; the old one goes on for the grace.

    Parameters
    ----------
    key
        Its prefix, the eight characters behind `val_`.
    grace_hours
        For how long the old key still opens.
    """
    with _sentences(), _opened() as (settings, database):
        _done(followed(_named(key, database), datetime.now(UTC), timedelta(hours=max(grace_hours, 0))), settings, database)


def _done(act: KeyAct, settings: Settings, database: Database) -> None:
    """Changes the key and records it, in one transaction; then tells of it."""
    now = datetime.now(UTC)
    (trouble,) = Journal(database, keys_at(settings.audit_keys), lambda: now).append([act.draft(operator(), now)])
    if trouble is not None:
        raise trouble
    console = stderr_console()
    if act.act == "revoke":
        console.print(f"val_{act.key.id}_… is revoked.")
        return
    console.print(f"val_{act.key.id}_… ({act.key.name}) may {', '.join(sorted(act.key.scopes))}, for the {act.key.audience}. Keep it: it is shown this once.")
    if act.ended is not None:
        console.print(f"val_{act.ended.id}_… goes on until {act.ended.expires:%Y-%m-%d %H:%M} UTC.")
    sys.stdout.write(f"{act.text}\n")


def _named(given: str, database: Database) -> Key:
    prefix = given.removeprefix("val_")[:8]
    for key in _kept(database):
        if key.id == prefix:
            return key
    raise Refused(f"There is no key with the prefix {prefix!r}; `valuation keys list` shows them.")


def _kept(database: Database) -> list[Key]:
    with database.read() as connection:
        return read_keys(connection)


def _state(key: Key, now: datetime) -> str:
    return key.trouble(now) or ("open" if key.rotated_to is None else f"followed by {key.rotated_to}")


def _day(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


@contextmanager
def _opened() -> Iterator[tuple[Settings, Database]]:
    """The database of the settings, brought to the schema of this code: the first key is made before the service can start."""
    settings = Settings()
    private_folder(settings.data)
    with closing(Database(settings.storage)) as database:
        migrate(database)
        yield settings, database


@contextmanager
def _sentences() -> Iterator[None]:
    """Whatever a command cannot do is a sentence and exit status 2."""
    try:
        yield
    except KeyGone:
        told = "The key was revoked or rotated by somebody else a moment ago."
    except ValidationError as error:
        told = " ".join(setting_errors(error)) if error.title == "Settings" else "; ".join(f"{entry['loc'][0]}: {entry['msg']}" for entry in error.errors())
    except Problem as error:
        told = error.detail.en
    except (StorageUnavailable, NewerDatabase) as error:
        told = f"The database cannot be used: {error}"
    except (Refused, AuditKeysError, ValueError, OverflowError, OSError) as error:
        told = str(error)
    else:
        return
    stderr_console().print(told, style="red", soft_wrap=True, highlight=False)
    sys.exit(2)
