"""What cannot be run is told in a sentence, before anything is simulated or trained."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.national.__main__ import app


@pytest.mark.parametrize("split", ["2024", "2024:2023", "2023:2024 2024:2025"])
def test_a_split_that_is_none_is_told(split: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        app(["--rows", "2000", "--split", split, "--out", str(tmp_path / "national.json")])
    assert stopped.value.code == 1 and "split" in capsys.readouterr().err.lower() and not (tmp_path / "national.json").exists()
