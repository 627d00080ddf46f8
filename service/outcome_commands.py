"""`valuation outcomes export`: what became of listings, as a table for training."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from cyclopts import App
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from service.outcome_export import write_outcomes
from service.settings import Settings, setting_errors
from service.store.database import Database, StorageUnavailable

outcomes_app = App(name="outcomes", help="What became of listings.")


@outcomes_app.command
def export(out: Path, /) -> None:
    """Writes every outcome, beside the valuation that it is to be compared with. The columns stand in docs/listings.md.

    Parameters
    ----------
    out
        The file to write, .csv or .parquet; it must not be there yet.
    """
    try:
        with closing(Database(Settings().storage, patience=60)) as database, database.read() as connection:
            number = write_outcomes(connection, out)
    except FileExistsError:
        _fail(f"{out} is there already. Name another file, or remove it.")
    except ValidationError as error:
        _fail("\n".join(setting_errors(error)))
    except (OSError, ValueError, StorageUnavailable, SQLAlchemyError) as error:
        _fail(str(error))
    else:
        sys.stdout.write(f"{number:,} outcomes in {out}\n")


def _fail(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(2)
