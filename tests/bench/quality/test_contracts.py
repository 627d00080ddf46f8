"""Contracts through a mapping file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.quality.contracts import contracts_of, read_contracts
from models.tables.mapping import Mapping
from models.tables.read import read_table
from tests.bench.quality.conftest import SOURCE, market, write_market
from valuation.field_error import FieldError


def test_a_table_comes_back_as_the_contracts_it_was_written_from(tmp_path: Path) -> None:
    whole = market(60)
    found = read_contracts(*write_market(whole, tmp_path))
    assert found.ids.tolist() == whole.ids.tolist() and found.text.tolist() == whole.text.tolist()
    assert found.names == ("kind", "region") and found.segments == (0, 1)
    np.testing.assert_allclose(found.log_price, whole.log_price)
    np.testing.assert_allclose(np.floor(found.years), np.floor(whole.years))
    np.testing.assert_allclose(found.numbers[:, -1], whole.numbers[:, 0], rtol=1e-6)
    assert len(set(found.projects.tolist())) == 30 and (found.rows == np.arange(60)).all()


def test_rows_without_a_price_are_left_out_and_the_others_keep_their_place(tmp_path: Path) -> None:
    whole = market(40)
    whole.log_price[[0, 5]] = np.nan
    found = read_contracts(*write_market(whole, tmp_path))
    assert len(found) == 38 and found.rows[:5].tolist() == [1, 2, 3, 4, 6]


def test_a_mapping_without_a_price_is_refused(tmp_path: Path) -> None:
    data, source = write_market(market(10), tmp_path)
    source.write_text(
        SOURCE.replace("[price]", "[values.dominant]")
        .replace('concept = "grant_amount"\namount', "column")
        .replace('unit = "USD"\nsegments = ["kind", "region"]\n', "")
    )
    with pytest.raises(FieldError, match="names no price"):
        read_contracts(data, source)


def test_taking_rows_takes_them_in_every_column() -> None:
    whole = market(30)
    found = whole.take(np.asarray([7, 3]))
    assert found.ids.tolist() == ["c7", "c3"] and found.log_price.tolist() == whole.log_price[[7, 3]].tolist() and found.names == whole.names


def test_a_row_that_is_there_for_another_label_is_no_contract(tmp_path: Path) -> None:
    data, source = write_market(market(20), tmp_path)
    table = read_table(data, Mapping.load(source))
    found = contracts_of(replace(table, amounts=np.where(np.arange(20) == 3, np.nan, table.amounts)), ("kind",))
    assert len(found) == 19 and 3 not in found.rows and found.segments == (0,)
