"""The command line: what it refuses, in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.peers.__main__ import bench_peers


@pytest.mark.parametrize(("options", "named"), [({"only": "triton"}, "ONLY"), ({"rounds": 0}, "ROUNDS"), ({"seconds": 0.0}, "SECONDS")])
def test_what_cannot_be_run_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], options: dict[str, object], named: str) -> None:
    with pytest.raises(SystemExit) as ended:
        bench_peers(tmp_path, **options, out=tmp_path / "peers.json")  # type: ignore[arg-type]
    assert ended.value.code == 1 and named in capsys.readouterr().err and not (tmp_path / "peers.json").exists()
