"""The command line: what it refuses, in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.quality.__main__ import bench_quality


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"only": "oracle"}, "ONLY"),
        ({"splits": "1990:1988"}, "SPLITS"),
        ({"parts": "prices"}, "PARTS"),
        ({}, "sbir/awards.parquet"),
        ({"source": Path("no-such-mapping.toml")}, "no-such-mapping.toml"),
    ],
)
def test_what_cannot_be_run_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], options: dict[str, object], named: str) -> None:
    with pytest.raises(SystemExit) as ended:
        bench_quality(tmp_path, **options, out=tmp_path / "quality.json")  # type: ignore[arg-type]
    assert ended.value.code == 1 and named in capsys.readouterr().err.replace("\n", "") and not (tmp_path / "quality.json").exists()
