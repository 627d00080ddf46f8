from __future__ import annotations

from pathlib import Path

import pytest

from bench.trees.__main__ import bench_trees
from bench.trees.forms import FORMS


@pytest.mark.slow
def test_the_command_shows_every_form_at_every_batch(capsys: pytest.CaptureFixture[str]) -> None:
    bench_trees(Path("models/demo"), rows=512, rounds=1)
    shown = capsys.readouterr().out
    assert all(name in shown for name in FORMS) and "batch 512" in shown
