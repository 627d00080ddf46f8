from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, String, Table, insert, select, text
from sqlalchemy.exc import IntegrityError

from service.store.database import Database, StorageUnavailable

NOTES = Table("notes", MetaData(), Column("id", String(40), primary_key=True))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with one small table of these tests."""
    opened = Database(database_url)
    with opened.begin() as connection:
        NOTES.create(connection)
    yield opened
    opened.close()


def note(name: str) -> dict[str, str]:
    return {"id": name}


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(NOTES.c.id).order_by(NOTES.c.id)))


def test_what_is_committed_is_there_and_what_is_raised_in_leaves_nothing(database: Database) -> None:
    with database.begin() as connection:
        connection.execute(insert(NOTES), note("kept"))
    with pytest.raises(ZeroDivisionError), database.begin() as connection:
        connection.execute(insert(NOTES), note("lost"))
        raise ZeroDivisionError
    assert names(database) == ["kept"]


def test_a_savepoint_is_undone_alone(database: Database) -> None:
    with database.begin() as connection:
        connection.execute(insert(NOTES), note("outer"))
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(insert(NOTES), note("inner"))
            connection.execute(insert(NOTES), note("outer"))
        connection.execute(insert(NOTES), note("after"))
    assert names(database) == ["after", "outer"]


def test_who_reads_cannot_write_on_postgresql_and_waits_for_no_writer_on_either(database: Database) -> None:
    with database.begin() as connection:
        connection.execute(insert(NOTES), note("unseen"))
        assert names(database) == []
    if database.kind == "postgresql":
        with pytest.raises(Exception, match="read-only"), database.read() as connection:
            connection.execute(insert(NOTES), note("x"))


def test_who_reads_sees_one_moment(database: Database) -> None:
    with database.read() as connection:
        before = connection.scalars(select(NOTES.c.id)).all()
        with database.begin() as other:
            other.execute(insert(NOTES), note("later"))
        assert connection.scalars(select(NOTES.c.id)).all() == before == []
    assert names(database) == ["later"]


def test_a_wrong_question_is_no_storage_that_is_unavailable(database: Database) -> None:
    with pytest.raises(Exception, match="nonsense") as caught, database.begin() as connection:
        connection.execute(text("SELECT nonsense"))
    assert not isinstance(caught.value, StorageUnavailable)
    with pytest.raises(IntegrityError), database.begin() as connection:
        connection.execute(insert(NOTES), {"id": None})


def test_a_lock_that_is_not_let_go_is_storage_unavailable(database: Database, database_url: str) -> None:
    other = Database(database_url, patience=0.1)
    lock = "SELECT 1" if database.kind == "sqlite" else "LOCK TABLE notes"
    with database.begin() as connection:
        connection.exec_driver_sql(lock)
        with pytest.raises(StorageUnavailable, match=r"locked|lock timeout"), other.begin() as second:
            second.execute(insert(NOTES), note("x"))
    with other.begin() as second:
        second.execute(insert(NOTES), note("x"))
    other.close()


def test_many_threads_write_and_none_is_refused(database: Database) -> None:
    failed: list[BaseException] = []

    def write(at: int) -> None:
        try:
            for number in range(5):
                with database.begin() as connection:
                    connection.execute(insert(NOTES), note(f"{at}-{number}"))
                    connection.scalars(select(NOTES.c.id)).all()
        except BaseException as error:  # noqa: BLE001 - told to the test
            failed.append(error)

    threads = [threading.Thread(target=write, args=(at,)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == [] and len(names(database)) == 40


def test_a_commit_is_synced(database: Database) -> None:
    with database.read() as connection:
        if database.kind == "sqlite":
            asked = ("journal_mode", "synchronous", "foreign_keys")
            assert [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked] == ["wal", 2, 1]
        else:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_server_that_is_set_to_answer_before_the_disk_has_it_is_told_not_to(database_url: str) -> None:
    hasty = Database(f"{database_url}%20-csynchronous_commit%3Doff")
    with hasty.read() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    hasty.close()


def test_a_file_that_is_no_database_is_storage_unavailable(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all " * 100)
    with pytest.raises(StorageUnavailable, match="not a database"), Database(f"sqlite:///{tmp_path}/x.db").begin():
        pass


def test_a_folder_that_is_not_there_is_storage_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="unable to open"), Database(f"sqlite:///{tmp_path}/no/x.db").begin():
        pass


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_full_disk_is_storage_unavailable_and_heals(database: Database) -> None:
    with database.engine.begin() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StorageUnavailable, match="full"), database.begin() as connection:
        for at in range(1_000):
            connection.execute(insert(NOTES), note(f"{at:040}"))
    with database.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    assert names(database) == []
    with database.begin() as connection:
        connection.execute(insert(NOTES), note("x"))
    assert names(database) == ["x"]


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "sqlite://", "sqlite:///:memory:", ""])
def test_another_database_is_refused_in_words_that_name_what_is_known(url: str) -> None:
    with pytest.raises(ValueError, match=r"sqlite:///path/to/file\.db"):
        Database(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_driven_by_psycopg_3_and_its_password_is_not_shown(scheme: str) -> None:
    database = Database(f"{scheme}://me:secret@db/valuation")
    assert (database.kind, database.engine.driver, "secret" in database.shown) == ("postgresql", "psycopg", False)


def test_nothing_is_opened_before_it_is_needed(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path}/x.db")
    Database("postgresql://nobody.invalid/x")
    assert list(tmp_path.iterdir()) == []
