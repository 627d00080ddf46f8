"""The simulated market has the published totals, counts, means, tail and trends: printed figure by figure, each within its tolerance."""

from __future__ import annotations

import pyarrow as pa
import pytest
from rich.console import Console

from training.simulate.aggregates import Comparison, compare
from training.simulate.market import simulate
from training.simulate.summary import comparison_table

ROWS, SEED = 60_000, 20261122


@pytest.fixture(scope="module")
def found() -> list[Comparison]:
    return compare(simulate(ROWS, SEED))


def test_every_published_figure_is_met_within_its_tolerance(found):
    Console(width=120).print(comparison_table(found))
    assert not [f"{one.name}: {one.simulated:.4g}, published {one.published:.4g}" for one in found if not one.holds]


COMPARED = ("contracts 2019", "mean 2019, 万元", "value of technical_service 2019", "above 1,000 万元", "mean a year", "provinces' shares", "under nsfc")


@pytest.mark.parametrize("named", COMPARED)
def test_what_the_market_is_calibrated_to_is_compared(found, named):
    assert any(named in one.name for one in found)


def test_each_tolerance_is_stated_and_none_is_so_wide_that_anything_passes(found):
    assert all(0 < one.tolerance <= 0.40 for one in found)


def test_a_market_at_twice_the_price_would_be_noticed(table: pa.Table):
    at = table.column_names.index("truth_expected_wan")
    dear = table.set_column(at, "truth_expected_wan", pa.array(table["truth_expected_wan"].to_numpy() * 2))
    assert sum(not one.holds for one in compare(dear)) > 20


def test_off_is_relative_unless_it_is_absolute():
    assert Comparison("a", 2.0, 2.2, 0.1).off == pytest.approx(0.1)
    assert Comparison("a", 0.2, 0.25, 0.1, absolute=True).off == pytest.approx(0.05)
