"""`valuation backup`, `valuation restore` and `valuation migrate`: what an operator does with the database of the settings."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pydantic import ValidationError
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from models.console import stderr_console
from service.settings import Settings, setting_errors
from service.store.backup import CannotBackUp, Copied, back_up
from service.store.database import Database, StorageUnavailable
from service.store.folder import private_folder
from service.store.migrate import HEAD, NewerDatabase
from service.store.migrate import migrate as brought_to_head
from service.store.restore import CannotRestore
from service.store.restore import restore as restored
from service.store.rows import RowsLost


def backup(out: Path, /) -> None:
    """Copies the database into a new SQLite file, of one moment, while the service runs. Keys in VALUATION_DATA are not in it: keep them apart.

    Parameters
    ----------
    out
        The file to write; it must not be there yet.
    """
    with _sentences(), _opened() as database:
        started = time.monotonic()
        _print(back_up(database, out), f"{database.shown} → {out}", time.monotonic() - started)


def restore(file: Path, /, *, replace: bool = False) -> None:
    """Fills the database from a backup of either kind of database, and reads every row back. Stop the service first.

    Parameters
    ----------
    file
        What `valuation backup` wrote.
    replace
        Lose what the database has; without it, one that is not empty is refused.
    """
    with _sentences(), _opened() as database:
        started = time.monotonic()
        _print(restored(file, database, replace=replace), f"{file} → {database.shown}", time.monotonic() - started)


def migrate() -> None:
    """Brings the database to the schema of this code, as every start of the service does."""
    with _sentences(), _opened() as database:
        done = "brought to" if brought_to_head(database) else "at"
        _say(f"{database.shown} is {done} version {HEAD} of the schema.")


@contextmanager
def _opened() -> Iterator[Database]:
    settings = Settings()
    if settings.database_url is None:
        private_folder(settings.data)
    with closing(Database(settings.storage, patience=60)) as database:
        yield database


@contextmanager
def _sentences() -> Iterator[None]:
    """Whatever a command cannot do is a sentence and exit status 2."""
    try:
        yield
    except ValidationError as error:
        told = " ".join(setting_errors(error))
    except (CannotBackUp, CannotRestore) as error:
        told = str(error)
    except (StorageUnavailable, NewerDatabase, RowsLost, SQLAlchemyError) as error:
        told = f"The database cannot be used: {error}"
    except (ValueError, OSError) as error:
        told = f"{error}."
    else:
        return
    stderr_console().print(told, style="red", soft_wrap=True, highlight=False)
    sys.exit(2)


def _print(copied: Copied, what: str, seconds: float) -> None:
    table = Table("table")
    table.add_column("rows", justify="right")
    for name, rows in copied.rows.items():
        table.add_row(name, f"{rows:,}")
    table.add_row("all", f"{sum(copied.rows.values()):,}", style="bold")
    _say(what)
    stderr_console().print(table)
    _say(f"schema {copied.version}, {copied.size / 2**20:,.1f} MiB, {seconds:.1f} s, sha256 {copied.sha256}")


def _say(text: str) -> None:
    stderr_console().print(text, soft_wrap=True, highlight=False)
