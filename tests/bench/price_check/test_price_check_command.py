"""The command line: what it refuses, in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.price_check.__main__ import price_check


def test_a_folder_without_a_known_table_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        price_check(tmp_path, n=0, out=tmp_path / "out.json")
    assert ended.value.code == 1 and "sbir/awards.parquet" in capsys.readouterr().err.replace("\n", "") and not (tmp_path / "out.json").exists()
