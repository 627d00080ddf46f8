from __future__ import annotations

import io

import pyarrow as pa
from rich.console import Console, RenderableType

from training.simulate.aggregates import Comparison
from training.simulate.market import simulate
from training.simulate.summary import comparison_table, summary


def shown(what: RenderableType) -> str:
    console = Console(width=160, file=io.StringIO())
    with console.capture() as printed:
        console.print(what)
    return printed.get()


def test_the_table_says_simulated_and_has_each_group(table: pa.Table):
    text = shown(summary(table))
    assert "SIMULATED" in text and "30,000" in text
    assert "firms" in text and "universities, institutes" in text and "licence" in text and "unit_error" in text


def test_a_large_sample_is_compared_with_the_nation_and_a_small_one_is_not(table: pa.Table):
    assert "beside the published one" in shown(summary(table)) and "beside the published one" not in shown(summary(table.slice(0, 500)))


def test_one_contract_is_enough():
    assert "SIMULATED contracts: 1 " in shown(summary(simulate(1, 1)))


def test_what_is_out_of_tolerance_is_counted():
    text = shown(comparison_table([Comparison("a", 1.0, 1.05, 0.1), Comparison("b", 1.0, 1.5, 0.1), Comparison("c", 0.2, 0.25, 0.1, absolute=True)]))
    assert "2 of 3 within their tolerance" in text and "+50.0%" in text and "+0.050" in text
