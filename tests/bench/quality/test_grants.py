"""Chinese grants: which split, which rival."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.quality.grants import compare_grants, grant_task
from bench.quality.pipeline import KEY
from tests.bench.quality.conftest import market, oracle, write_market


def test_the_later_years_are_judged_beside_the_categorys_median(tmp_path: Path) -> None:
    task = grant_task(*write_market(market(1_200, first=2006, last=2016), tmp_path))
    for error, holds in ((0.1, True), (2.0, False)):
        found = compare_grants(replace(task, own=oracle(error)), tmp_path / "store", lambda step: None)
        assert found.targets[0].holds is holds and found.table.row(KEY).figures.rmse == pytest.approx(error)
        assert [row.key for row in found.table.rows] == [KEY, "segment-median"] and found.table.name == "≤ 2013 → 2014, 2015, 2016"
