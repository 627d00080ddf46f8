"""`valuation keys …`: the first key is made before there is a service, each change is recorded, and a key's text is printed once."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from service.cli import app
from service.identity.key import Key, Shown
from service.identity.key_table import read_keys
from service.settings import Settings, variable
from service.store.database import Database
from service.store.tables import audit_records

CREATE = ["keys", "create", "--name", "sweep", "--owner", "exchange", "--scope", "value", "--scope", "admin", "--audience", "exchange"]


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(variable(name), raising=False)
    monkeypatch.setenv("VALUATION_DATA", str(tmp_path / "var"))
    return tmp_path / "var"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        app([*words], result_action="return_value")
        code = 0
    except SystemExit as error:
        code = int(error.code or 0)
    told = capsys.readouterr()
    return code, told.out, told.err


def kept() -> tuple[list[Key], list[Any]]:
    with closing(Database(Settings().storage)) as database, database.read() as connection:
        return read_keys(connection), [row for row in connection.execute(select(audit_records)) if row.kind == "key"]


def test_a_key_is_made_printed_once_and_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    code, text, told = run(capsys, *CREATE, "--quota", "60", "--days", "30")
    (key,), (record,) = kept()
    shown = Shown.read(text.strip().encode())
    assert code == 0 and shown is not None and shown.opens(key) and text.strip() not in told
    assert (key.name, key.owner, set(key.scopes), str(key.audience), key.quota) == ("sweep", "exchange", {"value", "admin"}, "exchange", 60)
    assert key.expires is not None and (key.expires - key.created).days in (29, 30)
    assert record.about == key.id and record.subject.startswith("cli:")


def test_keys_are_listed_rotated_and_revoked(capsys: pytest.CaptureFixture[str]) -> None:
    _, text, _ = run(capsys, *CREATE)
    prefix = text[4:12]
    assert f"val_{prefix}_…" in run(capsys, "keys", "list")[2]
    code, follower, told = run(capsys, "keys", "rotate", f"val_{prefix}", "--grace-hours", "1")
    assert code == 0 and "goes on until" in told
    assert run(capsys, "keys", "revoke", prefix)[0] == 0
    keys, records = kept()
    assert {key.id: key.revoked is None for key in keys} == {prefix: False, follower[4:12]: True}
    assert len(records) == 3
    assert "revoked" in run(capsys, "keys", "list")[2] and follower[13:].strip() not in run(capsys, "keys", "list")[2]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["keys", "revoke", "aaaaaaaa"], "There is no key with the prefix 'aaaaaaaa'"),
        (["keys", "rotate", "val_aaaaaaaa_secret"], "There is no key with the prefix 'aaaaaaaa'"),
        ([*CREATE, "--days", "-1"], "must lie in the future"),
        ([*CREATE, "--days", "999999999999"], "too large"),
        ([*CREATE, "--quota", "0"], "quota: Input should be greater than or equal to 1"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_2(capsys: pytest.CaptureFixture[str], words: list[str], says: str) -> None:
    code, out, told = run(capsys, *words)
    assert code == 2 and out == "" and says in told


def test_what_was_done_already_is_a_sentence_and_2(capsys: pytest.CaptureFixture[str]) -> None:
    prefix = run(capsys, *CREATE)[1][4:12]
    run(capsys, "keys", "revoke", prefix)
    for command in ("revoke", "rotate"):
        code, out, told = run(capsys, "keys", command, prefix)
        assert code == 2 and out == "" and "revoked or rotated already" in told


def test_a_wrong_setting_is_a_sentence_and_2(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VALUATION_PORT", "x")
    code, _, told = run(capsys, "keys", "list")
    assert code == 2 and told.startswith("VALUATION_PORT='x'")
