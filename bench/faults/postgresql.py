"""A PostgreSQL server of its own (the packages' `pgserver`), which can be stopped at once, frozen, and brought back."""

from __future__ import annotations

import os
import signal
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.hot.processes import family, lives

PATIENCE = 30.0


class Postgresql:
    """A running one."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():  # it warns of a runtime folder that is not set
            warnings.simplefilter("ignore")
            import pgserver

            self._server = pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
        self.url = str(self._server.get_uri())

    def stop(self) -> None:
        """As `pg_ctl stop -m immediate` does: every connection is cut, nothing is finished."""
        process = self._process()
        os.kill(process, signal.SIGQUIT)
        end = time.monotonic() + PATIENCE
        while lives(process) and time.monotonic() < end:
            time.sleep(0.02)

    def start(self) -> None:
        """It recovers from its log and takes connections again, at the same address."""
        self._server.ensure_postgres_running()

    def freeze(self) -> None:
        """It neither answers nor hangs up: connections stay open and nothing comes."""
        for one in family(self._process()):
            os.kill(one, signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on where it was."""
        for one in family(self._process()):
            os.kill(one, signal.SIGCONT)

    def close(self) -> None:
        """Stopped, and its folder removed."""
        self._server.cleanup()

    def _process(self) -> int:
        found = self._server.get_pid()
        assert found is not None
        return int(found)


@contextmanager
def postgresql(folder: Path) -> Iterator[Postgresql]:
    """A fresh one in that folder."""
    server = Postgresql(folder)
    try:
        yield server
    finally:
        server.close()
