"""The commands as an operator runs them, on a database that a service with the demo bundle has written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from service.app import create_app
from service.audit.commands import erase, keys, replay, show, verify
from service.audit.key_file import read_keys
from service.settings import Settings
from service.store.database import Database
from service.store.tables import audit_records

ITEMS = [{"id": "a", "text": "一种锂电池负极材料的制备方法, 已完成中试"}, {"id": "b", "text": 5}, {"id": "c", "text": "another method of making batteries"}]


@pytest.fixture
def record(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A stored call of three items."""
    monkeypatch.setenv("VALUATION_DATA", str(settings.data))
    with TestClient(create_app(settings)) as client:
        answer = client.post("/v1/valuations", json={"achievements": ITEMS})
    assert answer.status_code == 200, answer.text
    assert answer.json()["record"] == answer.headers["x-record-id"]
    yield answer.json()["record"]


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> None:
    told = " ".join(capsys.readouterr().err.split())
    for word in words:
        assert word in told


def test_what_a_service_has_written_holds_and_is_borne_out(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify() == 0
    assert replay(record) == 0
    assert replay(f"{record}.2") == 0
    told = " ".join(capsys.readouterr().err.split())
    assert "The audit holds" in told and "borne out" in told and "the same" in told


def test_a_change_is_found_and_the_exit_status_says_so(record: str, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(settings.storage)
    with database.begin() as connection:
        connection.execute(update(audit_records).where(audit_records.c.id == record).values(subject="somebody else"))
    database.close()
    assert verify() == 1
    refused(capsys, "NOT hold", record, "another subject")


def test_a_known_checkpoint_is_looked_for(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(checkpoint="ab" * 32) == 1
    refused(capsys, "known from elsewhere")


def test_a_record_is_shown_with_its_numbers_and_its_input_only_when_asked(record: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert show(f"{record}.2") == 0
    shown = capsysbinary.readouterr()
    assert b"price_point" in shown.err and b"batteries" not in shown.err and shown.out == b""
    assert show(record, input=True) == 0
    assert json.loads(capsysbinary.readouterr().out)["achievements"] == ITEMS


def test_an_erased_input_is_gone_and_the_chain_holds(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert erase(f"{record}.0", why="the seller asked for it") == 0
    assert verify() == 0
    with pytest.raises(SystemExit) as ended:
        replay(record)
    assert ended.value.code == 2
    refused(capsys, "was erased")


@pytest.mark.parametrize("asked", ["none", "no.id"])
def test_what_is_not_there_is_a_sentence(asked: str, record: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (partial(replay, asked), partial(show, asked), partial(erase, asked, why="x")):
        with pytest.raises(SystemExit) as ended:
            command()
        assert ended.value.code == 2
    assert "no" in capsys.readouterr().err


@pytest.mark.parametrize("how", [{}, {"listing": "L-1"}, {"listing": "L-1", "owner": "nobody"}])
def test_erasing_nothing_is_refused(how: dict[str, str], record: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        erase(why="x", **how)
    assert capsys.readouterr().err


def test_new_keys_go_in_front_and_the_old_ones_stay_of_use(record: str, settings: Settings) -> None:
    before = read_keys(settings.audit_keys)
    assert keys(rotate=True) == 0
    after = read_keys(settings.audit_keys)
    assert after.seals[1:] == before.seals and after.signers[1:] == before.signers
    assert verify() == 0
    assert replay(record) == 0


def test_a_key_file_is_written_where_it_is_told(tmp_path: Path) -> None:
    assert keys(tmp_path / "new.key") == 0
    written = read_keys(tmp_path / "new.key")
    assert keys(tmp_path / "new.key") == 0
    assert read_keys(tmp_path / "new.key") == written
