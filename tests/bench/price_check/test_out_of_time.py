"""The commands that users run, on both sides of a split."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bench.price_check.out_of_time import Bench, Trained, checks_of, train_before
from bench.quality.splits import Split, SplitTables
from tests.bench.quality.conftest import market, write_market
from tests.bench.quality.test_pipeline import SMALL
from tests.conftest import TinyTables


def test_the_checks_are_those_of_the_command(tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path) -> None:
    (tmp_path / "bundle").symlink_to(tiny_bundle)
    data = tiny_tables.data[0]
    trained = Trained(tmp_path / "bundle", tiny_tables.sources[0], SplitTables(Split(2020, (2021,)), data, data))
    assert checks_of(trained, data).num_rows == pq.read_metadata(data).num_rows


@pytest.mark.slow
def test_the_earlier_years_teach_and_the_later_ones_are_checked(tmp_path: Path) -> None:
    data, source = write_market(market(900), tmp_path)
    (tmp_path / "params.toml").write_text(SMALL)
    trained = train_before(source, data, Split(2008, (2009, 2010)), Bench(tmp_path / "runs", tmp_path / "work", tmp_path / "params.toml"))
    checks = checks_of(trained, trained.tables.asked)
    assert set(checks["valuation_date"].to_pandas().map(lambda day: day.year)) == {2009, 2010}
    assert checks["contract_percentile"].null_count == 0
