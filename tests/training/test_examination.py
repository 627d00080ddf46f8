from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq
import pytest

from models.load import load_bundle
from models.scorer import Scorer
from models.tables.mapping import Mapping
from models.tables.read import read_table
from training.examination import as_listed, examine
from valuation.features import Columns
from valuation.field_error import FieldError

if TYPE_CHECKING:
    from tests.conftest import TinyTables


def test_the_figures_are_those_of_the_scored_table(tiny_scorer: Scorer, tiny_tables: TinyTables) -> None:
    table = read_table(tiny_tables.data[0], Mapping.load(tiny_tables.sources[0]))
    found = examine(tiny_scorer, table)
    scored = tiny_scorer.score(table.columns)
    answered = np.asarray([reason is None for reason in scored.refusals]) & np.isfinite(table.amounts)
    assert scored.price_point is not None and scored.price is not None
    error = scored.price_point[answered] - np.log(table.amounts[answered])
    assert found.overall.n == int(answered.sum()) == len(found.truth) == len(found.years) == found.tables.coverage[0].n
    assert found.overall.rmse == pytest.approx(float(np.sqrt(np.mean(error**2))))
    assert np.array_equal(found.quantiles, scored.price[answered])


def test_refused_contracts_count_against_the_hit_rate_with_their_reason(tiny_scorer: Scorer, tiny_tables: TinyTables) -> None:
    table = read_table(tiny_tables.data[0], Mapping.load(tiny_tables.sources[0])).take(np.arange(200))
    dates = table.columns.dates.copy()
    dates[:50] = np.datetime64("1950-01-01")
    found = examine(tiny_scorer, replace(table, columns=replace(table.columns, dates=dates)))
    assert found.overall.n == 150 and found.overall.answered == 0.75 and found.refused == {"date_outside_support": 50}


def test_contracts_without_a_price_are_neither_asked_nor_refused(tiny_scorer: Scorer, tiny_tables: TinyTables) -> None:
    table = read_table(tiny_tables.data[0], Mapping.load(tiny_tables.sources[0])).take(np.arange(200))
    amounts = np.where(np.arange(200) < 120, table.amounts, np.nan)
    found = examine(tiny_scorer, replace(table, amounts=amounts))
    assert found.overall.n == 120 and found.overall.answered == 1.0


def test_the_listing_view_hides_what_only_a_deal_reveals(tiny_scorer: Scorer, tiny_tables: TinyTables, tiny_columns: Columns) -> None:
    hidden = as_listed(tiny_columns, tiny_scorer.bundle.manifest)
    assert hidden is not None and set(hidden.categories["buyer"]) == {""} and any(tiny_columns.categories["buyer"])
    assert hidden.categories["kind"] == tiny_columns.categories["kind"] and hidden.numbers == tiny_columns.numbers
    assert as_listed(hidden, tiny_scorer.bundle.manifest) is None
    table = read_table(tiny_tables.data[0], Mapping.load(tiny_tables.sources[0]))
    deal = examine(tiny_scorer, table)
    listing = examine(tiny_scorer, replace(table, columns=hidden))
    assert deal.listing == listing.overall and listing.listing is None


def test_prices_of_another_kind_are_not_compared(tiny_scorer: Scorer, tiny_tables: TinyTables, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    text = tiny_tables.sources[0].read_text(encoding="utf-8")
    other.write_text(text.replace("registered_contract_amount", "auction_price"), encoding="utf-8")
    with pytest.raises(FieldError, match="auction_price"):
        examine(tiny_scorer, read_table(tiny_tables.data[0], Mapping.load(other)))


def test_a_table_without_prices_is_refused_with_the_fix(tiny_scorer: Scorer, tiny_tables: TinyTables) -> None:
    table = read_table(tiny_tables.data[1], Mapping.load(tiny_tables.sources[1]))
    with pytest.raises(FieldError, match="price"):
        examine(tiny_scorer, table)


def test_segments_with_enough_contracts_stand_apart(tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path) -> None:
    named = tmp_path / "named.toml"
    text = tiny_tables.sources[0].read_text(encoding="utf-8")
    named.write_text(text.replace('unit = "万元"', 'unit = "万元"\nsegments = ["kind"]'), encoding="utf-8")
    found = examine(Scorer(load_bundle(tiny_bundle)), read_table(tiny_tables.data[0], Mapping.load(named)))
    assert next(iter(found.by_segment)).startswith("kind=") and all(study.n >= 100 for study in found.by_segment.values())
    parts = [study.n for name, study in found.by_segment.items() if name.startswith("kind=")]
    assert parts == sorted(parts, reverse=True) and sum(parts) <= found.overall.n
    assert {row.by for row in found.tables.coverage} >= {"kind", "region", "year"}


def test_a_table_of_which_no_contract_is_answered_says_why(tiny_scorer: Scorer, tiny_tables: TinyTables, tmp_path: Path) -> None:
    table = pq.read_table(tiny_tables.data[0]).slice(0, 30)
    old = table.set_column(table.column_names.index("signed"), "signed", [[date(1950, 1, 1)] * 30])
    pq.write_table(old, tmp_path / "old.parquet")
    with pytest.raises(FieldError, match="no contract is answered; of 30 refused, 30 are date_outside_support"):
        examine(tiny_scorer, read_table(tmp_path / "old.parquet", Mapping.load(tiny_tables.sources[0])))
