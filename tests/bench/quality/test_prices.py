"""The comparison on prices, with the true prices in place of the pipeline's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.quality.comparison import MEAN
from bench.quality.pipeline import KEY
from bench.quality.prices import PriceTask, compare_prices
from bench.quality.roster import rival
from bench.quality.splits import parse_splits
from tests.bench.quality.conftest import market, oracle, write_market


def test_every_model_answers_every_split_one_after_the_other(tmp_path: Path) -> None:
    whole = market(1_500)
    data, source = write_market(whole, tmp_path)
    splits = parse_splits("2007:2008 2008:2009,2010")
    steps: list[str] = []
    task = PriceTask(data, source, splits, (rival("recent-level"),), own=oracle(0.1))
    found = compare_prices(task, tmp_path / "store", steps.append)
    assert [table.name for table in found.tables] == [splits[0].name, splits[1].name, MEAN]
    assert found.tables[0].taught == np.sum(whole.years < 2008) and found.tables[0].n == np.sum(np.floor(whole.years) == 2008)
    assert [row.key for row in found.tables[0].rows] == [KEY, "recent-level"] and len(steps) == 4
    assert found.tables[0].row(KEY).figures.rmse == pytest.approx(0.1)
    assert [(one.key, one.split) for one in found.spendings] == [(key, split.name) for split in splits for key in (KEY, "recent-level")]
    assert any("5 % below" in target.what and target.holds for target in found.targets)
