from __future__ import annotations

import io

import pyarrow as pa
from rich.console import Console

from training.simulate.market import simulate
from training.simulate.summary import summary


def shown(table: pa.Table) -> str:
    console = Console(width=160, file=io.StringIO())
    with console.capture() as printed:
        console.print(summary(table))
    return printed.get()


def test_the_table_says_simulated_and_has_each_group(table):
    text = shown(table)
    assert "SIMULATED" in text and "12,000" in text
    assert "firms" in text and "universities, institutes" in text and "technology licence" in text


def test_one_contract_is_enough():
    assert "SIMULATED contracts: 1 " in shown(simulate(1, 1))
