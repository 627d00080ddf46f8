"""`valuation outcomes export` writes a file of what the service was told, and says in one sentence why where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.outcome_commands import outcomes_app


def line(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit status and what was said."""
    status = 0
    try:
        outcomes_app(["export", *arguments], result_action="return_value")
    except SystemExit as left:
        status = int(left.code or 0)
    said = capsys.readouterr()
    return status, said.out + said.err


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_it_writes_a_table(kept: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VALUATION_DATA", str(kept))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert line(capsys, str(tmp_path / name)) == (0, f"0 outcomes in {tmp_path / name}\n")
    assert (tmp_path / name).stat().st_size > 0
    status, said = line(capsys, str(tmp_path / name))
    assert status == 2 and "is there already" in said


def test_a_wrong_name_or_a_lacking_database_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("VALUATION_DATA", str(tmp_path / "nowhere"))
    for name in ("out.xlsx", "out.csv"):
        status, said = line(capsys, str(tmp_path / name))
        assert status == 2 and said.count("\n") <= 4 and "Traceback" not in said
