"""A rival's answers, measured or kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.quality.measured import CommandFailed
from bench.quality.rivals import rival_answers
from bench.quality.roster import rival
from bench.quality.splits import Split, SplitTables
from tests.bench.quality.conftest import market, write_market


def test_the_second_time_answers_come_from_the_store_unless_the_contracts_changed(tmp_path: Path) -> None:
    for name in ("taught", "asked", "work"):
        (tmp_path / name).mkdir()
    taught, source = write_market(market(900), tmp_path / "taught")
    asked, _ = write_market(market(40, seed=1, first=2011, last=2012), tmp_path / "asked")
    tables = SplitTables(Split(2010, (2011, 2012)), taught, asked)

    first = rival_answers(rival("segment-median"), source, tables, tmp_path / "store", tmp_path / "work")
    again = rival_answers(rival("segment-median"), source, tables, tmp_path / "store", tmp_path / "work")
    assert not first.cached and again.cached and again.cost == first.cost and first.cost.memory > 2**20
    np.testing.assert_array_equal(again.quantiles, first.quantiles)

    write_market(market(150), tmp_path / "taught")
    with pytest.raises(CommandFailed, match="years"):  # too few for rolling origins: it was run again
        rival_answers(rival("segment-median"), source, tables, tmp_path / "store", tmp_path / "work")
