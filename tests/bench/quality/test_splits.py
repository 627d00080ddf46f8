"""Splits in time."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bench.quality.splits import Split, parse_splits, write_split
from models.tables.mapping import Mapping
from models.tables.read import read_table
from tests.bench.quality.conftest import market, write_market
from valuation.field_error import FieldError


def test_splits_read_as_they_are_written() -> None:
    assert parse_splits("1988:1989,1990 2016:2018") == (Split(1988, (1989, 1990)), Split(2016, (2018,)))
    assert Split(1988, (1989, 1990)).name == "≤ 1988 → 1989, 1990"


@pytest.mark.parametrize("text", ["", "1988", "1988:", "1988-1989", "1988:1989;1990", "1988:1988", "1990:1989,1991", "88:89"])
def test_what_is_no_split_in_time_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="SPLITS"):
        parse_splits(text)


def test_both_tables_hold_their_years_with_all_columns(tmp_path: Path) -> None:
    data, source = write_market(market(200), tmp_path)
    (tmp_path / "split").mkdir()
    found = write_split(data, read_table(data, Mapping.load(source)), Split(2006, (2008, 2010)), tmp_path / "split")
    whole, taught, asked = (pq.read_table(path) for path in (data, found.taught, found.asked))
    assert max(taught["year"].to_pylist()) == 2006 and set(asked["year"].to_pylist()) == {2008, 2010}
    assert taught.schema == asked.schema == whole.schema
    assert taught.num_rows == sum(year <= 2006 for year in whole["year"].to_pylist())


def test_an_empty_side_and_another_format_are_told(tmp_path: Path) -> None:
    data, source = write_market(market(50), tmp_path)
    table = read_table(data, Mapping.load(source))
    with pytest.raises(FieldError, match="no usable row"):
        write_split(data, table, Split(2010, (2011,)), tmp_path)
    with pytest.raises(FieldError, match="Parquet"):
        write_split(tmp_path / "contracts.csv", table, Split(2006, (2008,)), tmp_path)
