"""A server that is stopped cuts everybody off and comes back with what was committed; one that is frozen says nothing."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from bench.faults.postgresql import Postgresql, postgresql


@pytest.fixture(scope="module")
def server() -> Iterator[Postgresql]:
    with warnings.catch_warnings(), TemporaryDirectory(prefix="fault-pg-", ignore_cleanup_errors=True) as folder:
        warnings.simplefilter("ignore")
        with postgresql(Path(folder) / "data") as running:
            yield running


@pytest.mark.slow
def test_a_stop_cuts_everybody_off_and_what_was_committed_is_there_again(server: Postgresql) -> None:
    with psycopg.connect(server.url, autocommit=True) as one:
        one.execute("CREATE TABLE kept AS SELECT 1 AS x")
        server.stop()
        with pytest.raises(psycopg.OperationalError):
            one.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url)
    server.start()
    with psycopg.connect(server.url) as again:
        assert again.execute("SELECT x FROM kept").fetchone() == (1,)


@pytest.mark.slow
def test_a_frozen_one_takes_a_connection_and_says_nothing_until_it_is_thawed(server: Postgresql) -> None:
    server.freeze()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url, connect_timeout=2)
    server.thaw()
    psycopg.connect(server.url, connect_timeout=10).close()
