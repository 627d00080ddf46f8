"""Kept answers."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.quality.answers import Answers
from tests.bench.quality.conftest import answers


def test_answers_come_back_as_kept_and_say_that_they_were(tmp_path: Path) -> None:
    given = replace(answers(np.arange(3.0), raw=True, answered=np.asarray([True, False, True])), fit=math.nan)
    given.save(tmp_path / "new" / "kept.npz")
    found = Answers.load(tmp_path / "new" / "kept.npz")
    assert found.cached and not given.cached and found.cost == given.cost and math.isnan(found.fit)
    for name in ("mean", "quantiles", "raw", "answered"):
        np.testing.assert_array_equal(getattr(found, name), getattr(given, name))
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["kept.npz"]
