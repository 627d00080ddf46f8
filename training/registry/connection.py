"""One connection to MLflow: a database file in the folder of runs, or the server that `MLFLOW_TRACKING_URI` names.

Nothing is sent anywhere else: MLflow's own telemetry and its log lines are turned off before it is imported, and every place is given in full, so that it
makes no `mlruns` in the working folder. MLflow takes a second or two to import, hence imports inside functions in this package.
"""

from __future__ import annotations

import logging
import os
import re
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from urllib.request import url2pathname

from valuation.field_error import FieldError

DATABASE, ARTEFACTS = "mlflow.db", "artifacts"
SQLITE = "sqlite:///"
EXPERIMENT = "valuation"
VARIABLE = "MLFLOW_TRACKING_URI"
QUIET = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "MLFLOW_LOGGING_LEVEL": "WARNING",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "2",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "30",
}
"""Defaults for variables that MLflow reads; one that is set already stays."""


class RegistryError(FieldError):
    """MLflow cannot be reached, or refuses; says where it is and what it said."""


@dataclass(frozen=True)
class Connection:
    """`uri` of tracking and registry; `artefacts` is where files go, None where the server decides."""

    uri: str
    artefacts: str | None

    @classmethod
    def to(cls, runs: Path, environment: dict[str, str] | None = None) -> Connection:
        """The server of the environment (this process's own unless given), else the database in the folder of runs."""
        given = (os.environ if environment is None else environment).get(VARIABLE, "").strip()
        place = runs.resolve()
        remote = given.startswith(("http://", "https://", "databricks"))
        return cls(given or f"{SQLITE}{place / DATABASE}", None if remote else (place / ARTEFACTS).as_uri())

    @cached_property
    def client(self) -> Any:
        """An `MlflowClient`; the first one of a folder makes the database, which takes a second more."""
        with plain_errors(self.uri):
            if self.artefacts is not None:
                Path(url2pathname(urlparse(self.artefacts).path)).parent.mkdir(parents=True, exist_ok=True)
            if self.uri.startswith(SQLITE):
                _check_database(self.uri.removeprefix(SQLITE))
            from mlflow import MlflowClient

            return MlflowClient(tracking_uri=self.uri, registry_uri=self.uri)

    @cached_property
    def experiment(self) -> str:
        """The id of the one experiment that holds all runs."""
        with plain_errors(self.uri):
            found = self.client.get_experiment_by_name(EXPERIMENT)
            return str(found.experiment_id if found is not None else self.client.create_experiment(EXPERIMENT, artifact_location=self.artefacts))


@contextmanager
def plain_errors(uri: str) -> Iterator[None]:
    """Turns whatever MLflow raises into a RegistryError, and keeps what it would write into a person's terminal to itself."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of MLflow's own dependencies, in its code
        from mlflow.exceptions import MlflowException

        try:
            yield
        except Exception as error:  # MLflow passes on what its own database layer raises, a package that is not ours to import
            if not isinstance(error, MlflowException | sqlite3.Error | OSError) and not type(error).__module__.startswith("sqlalchemy."):
                raise
            first = str(error).strip().splitlines()[0][:300] if str(error).strip() else type(error).__name__
            place = re.sub(r"//[^/@]*@", "//…@", uri)  # a name and a password are nobody's business
            raise RegistryError(VARIABLE, place, f"MLflow: {first.rstrip('.')}", "Correct it, or unset it for a database in the folder of runs.") from error


def _check_database(file: str) -> None:
    """Opens the file once, as MLflow will: where it cannot be opened, MLflow would try again for a minute and a half before it says so."""
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA schema_version")
