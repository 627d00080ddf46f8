"""The command reads both layouts in both formats and tells how long it took."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.registration.__main__ import bench_registration


def test_every_table_is_read_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench_registration(rows=130, out=tmp_path)
    told = "".join(capsys.readouterr().out.split())
    names = {"registration_2001.csv", "registration_2001.xlsx", "registration_2022.csv", "registration_2022.xlsx"}
    assert {path.name for path in tmp_path.iterdir()} == names and all(name in told for name in names) and told.count("│130│") == 8
