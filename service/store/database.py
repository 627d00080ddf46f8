"""One database: opened from a URL, read and written in transactions. Blocking; the service calls it from threads.

SQLite keeps a write-ahead log and syncs it at every commit; a transaction that may write takes the write lock at its start, so that two never wait for one
another. PostgreSQL is driven by psycopg 3. Whatever says that the database cannot be used now is `StorageUnavailable`, whoever holds the connection.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree

from service.succession.own_thread import OwnThread

Kind = Literal["sqlite", "postgresql"]

_DRIVERS: dict[str, tuple[Kind, str]] = {
    "sqlite": ("sqlite", "sqlite+pysqlite"),
    "postgres": ("postgresql", "postgresql+psycopg"),
    "postgresql": ("postgresql", "postgresql+psycopg"),
    "postgresql+psycopg": ("postgresql", "postgresql+psycopg"),
}
_UNSOUND = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_WRITES = "valuation_writes"
WITHIN = 5.0
"""Seconds that a service gives a statement: a server that is stopped, or a network that swallows packets, says nothing for ever."""
GRACE = 0.5
"""Seconds more for the server to say itself that a statement took too long."""
THREADS = 8
"""On which a service waits for its database, so that work of other kinds never waits behind it."""

T = TypeVar("T")


class StorageUnavailable(Exception):
    """The database is gone, full, damaged or locked for too long. Nothing of the transaction was stored, unless it was lost at its very commit."""


class Database:
    """A database by its URL (`sqlite:///path`, `postgresql://…`, `postgres://…`); ValueError for any other. Connections are opened when first needed.

    `patience` is how many seconds a lock or the want of a free connection may keep a caller waiting; a connection is opened within ten, or not at all.
    `within` bounds every statement on PostgreSQL, and every `run`; a command that reads or rewrites all there is has no such bound.
    """

    def __init__(self, url: str, *, patience: float = 10.0, within: float | None = None) -> None:
        self.kind, self.url = _understood(url)
        self.engine = _sqlite(self.url, patience) if self.kind == "sqlite" else _postgresql(self.url, patience, within)
        self._within, self._threads = within, OwnThread("database", THREADS)
        event.listen(self.engine, "handle_error", _say_unavailable)
        self._reading = self.engine.execution_options(
            **({_WRITES: False} if self.kind == "sqlite" else {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"})
        )

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A connection in a transaction that is committed at the end, and undone by whatever is raised inside."""
        with _patiently(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection in a transaction that only reads, and sees all tables as of one moment; it waits for no writer, and none for it."""
        with _patiently(), self._reading.begin() as connection:
            yield connection

    async def run(self, work: Callable[[], T], within: float | None = None) -> T:
        """What blocking work with this database returns or raises; it waits on threads of this database's own. StorageUnavailable where that takes more than
        `within` seconds: work that has not begun by then is not begun any more.
        """
        within = self._within if within is None else within
        left = False

        def begun() -> T:
            if left:
                raise StorageUnavailable("nobody waits any more")
            return work()

        try:
            async with asyncio.timeout(within):
                return await self._threads.run(begun)
        except TimeoutError as error:
            raise StorageUnavailable(f"no answer within {within} s") from error
        finally:
            left = True

    @property
    def shown(self) -> str:
        """The URL without its password."""
        return self.url.set(drivername=self.kind).render_as_string(hide_password=True)

    def close(self) -> None:
        """Closes the connections that nobody uses; those in use close when they come back."""
        self._threads.stop()
        self.engine.dispose()


def _understood(url: str) -> tuple[Kind, URL]:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ValueError("it is no database URL. Write sqlite:///path/to/file.db or postgresql://user:password@host:5432/name") from None
    if parsed.drivername not in _DRIVERS:
        raise ValueError(f"{parsed.drivername} is no database that is known here. Write sqlite:///path/to/file.db or postgresql://user:password@host:5432/name")
    kind, driver = _DRIVERS[parsed.drivername]
    if kind == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise ValueError("a SQLite database in memory forgets what it is told. Write sqlite:///path/to/file.db")
    return kind, parsed.set(drivername=driver)


def _sqlite(url: URL, patience: float) -> Engine:
    engine = create_engine(url, connect_args={"timeout": patience}, pool_timeout=patience)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # sqlite3 would begin transactions where it likes, and none for SAVEPOINT
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF", "wal_autocheckpoint=4000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES, True) else "BEGIN")

    return engine


def _postgresql(url: URL, patience: float, within: float | None) -> Engine:
    seconds, milliseconds = max(2, min(10, round(min(patience, within or patience)))), round(patience * 1_000)
    gone: dict[str, Any] = {"keepalives_idle": seconds, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": seconds * 1_000}
    engine = create_engine(
        url, connect_args={"connect_timeout": seconds, "application_name": "valuation", **gone}, pool_pre_ping=True, pool_use_lifo=True, pool_timeout=patience
    )

    if within is not None:
        event.listen(engine, "do_connect", _bounded(within))

    @event.listens_for(engine, "connect")  # a commit is on disk even where the server is set to be quicker than that
    def prepare(connection: Any, _: object) -> None:
        connection.execute(f"SET lock_timeout = {milliseconds}")
        if within is not None:
            connection.execute(f"SET statement_timeout = {round(within * 1_000)}")
        connection.execute("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'")
        connection.commit()

    return engine


def _bounded(within: float) -> Callable[..., Any]:
    """Opens connections that wait so long for the server and no longer: its own `statement_timeout` is of no use once it is stopped."""
    from psycopg import Connection as Driver
    from psycopg import OperationalError

    class Bounded(Driver[Any]):
        def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            try:
                return super().wait(gen, interval, within + GRACE if timeout is None else timeout)
            except OperationalError as error:
                if type(error).__name__ == "_WaitTimeout":  # what comes later must not be taken for the next answer
                    self.pgconn.finish()
                    raise OperationalError(f"the server says nothing for {within + GRACE:g} s") from error
                raise

    def connect(_: object, __: object, arguments: list[Any], named: dict[str, Any]) -> Any:
        return Bounded.connect(*arguments, **named)

    return connect


@contextmanager
def _patiently() -> Iterator[None]:
    try:
        yield
    except NoneFree as error:  # every connection of the pool is in use
        raise StorageUnavailable(str(error)) from error


def _say_unavailable(context: ExceptionContext) -> None:
    if context.is_pre_ping:  # a connection that died in the pool is replaced; only if that fails too is the database gone
        return
    if isinstance(context.sqlalchemy_exception, DBAPIError) and (context.is_disconnect or _passing(context.original_exception)):
        error = context.original_exception
        raise StorageUnavailable(" ".join(str(error).split()) or type(error).__name__) from error


def _passing(error: BaseException) -> bool:
    """Whether an error is about the state of the database, not about what it was asked."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        return code in _UNSOUND or (isinstance(error, sqlite3.OperationalError) and code != sqlite3.SQLITE_ERROR)
    return any(kind.__name__ == "OperationalError" for kind in type(error).__mro__)
