from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.gpu.measure import block_ms, moved, nodes_by_provider, valuations_per_second
from models.graph_run import Arrays, Part
from models.layout import Layout
from models.session import CPU


class Counting:
    outputs, in_flight, tolerance = frozenset[str](), 1, 0.0

    def __init__(self) -> None:
        self.rows: list[int] = []

    def run(self, feed: Arrays) -> Arrays:
        self.rows.append(len(feed["years"]))
        return {}


@pytest.mark.parametrize("at_once", [1, 2])
def test_every_block_is_run_once(at_once: int) -> None:
    run = Counting()
    assert valuations_per_second(run, [{"years": np.zeros(n)} for n in (3, 1, 4)], at_once) > 0
    assert sorted(run.rows) == [1, 3, 4]


def test_a_block_is_timed_at_least_once(reference: Path) -> None:
    assert block_ms(Part(Layout(reference).encoder), 2, 16, seconds=0) > 0


def test_prices_apart_are_the_most_of_a_row_and_the_worst_of_a_thousand() -> None:
    exact = [{"price": np.zeros((1_000, 7)), "price_point": np.zeros(1_000)} for _ in range(4)]
    other = [{name: values.copy() for name, values in one.items()} for one in exact]
    assert moved(other, exact) == 0
    for block in other:
        block["price"][5, 3] = -0.5
        block["price_point"][7] = 0.25
    assert moved(other, exact) == pytest.approx(0.25, abs=0.26) and moved(other, exact) > 0.2


def test_each_node_is_counted_where_it_ran(reference: Path, tmp_path: Path) -> None:
    found = nodes_by_provider(Layout(reference).encoder, CPU, tmp_path, (2, 8))
    assert found.keys() == {CPU} and found.total() > 3
    assert not list(tmp_path.iterdir()), "no profile is left behind"
