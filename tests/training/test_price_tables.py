from __future__ import annotations

import numpy as np

from tests.training.test_price_study import perfect
from training.price_tables import LEAST_SEGMENT, MOST_SEGMENTS, by_segment, price_tables
from training.study_groups import Grouping


def test_every_table_is_over_the_same_contracts() -> None:
    truth, _, quantiles = perfect(900, 0.4, 1)
    kinds = Grouping("kind", np.asarray(["a", "b", "c"] * 300, dtype=object))
    tables = price_tables(truth, quantiles, np.full(900, 2020.5), [kinds], seed=1)
    assert tables.coverage[0].n == sum(row.n for row in tables.confidence) == sum(row.n for row in tables.deciles) == tables.ratios["all"].n == 900
    assert list(tables.ratios) == ["all", "kind=a", "kind=b", "kind=c"] and len(tables.quantiles) == 7


def test_a_segment_needs_its_hundred_contracts_and_the_most_frequent_come_first() -> None:
    labels = ["rare"] * (LEAST_SEGMENT - 1) + ["some"] * LEAST_SEGMENT + ["most"] * (LEAST_SEGMENT + 1)
    kinds = Grouping("kind", np.asarray(labels, dtype=object))
    assert by_segment([kinds], len(labels), lambda rows: int(rows.sum())) == {"kind=most": LEAST_SEGMENT + 1, "kind=some": LEAST_SEGMENT}
    counted = np.arange(len(labels)) != len(labels) - 2
    assert by_segment([kinds], len(labels), lambda rows: int(rows.sum()), counted)["kind=most"] == LEAST_SEGMENT + 1
    counted[:-1] = False
    assert by_segment([kinds], len(labels), lambda rows: 0, counted) == {}


def test_an_attribute_of_many_values_shows_its_most_frequent() -> None:
    labels = [f"v{at}" for at in range(MOST_SEGMENTS + 3) for _ in range(LEAST_SEGMENT + at)]
    found = by_segment([Grouping("kind", np.asarray(labels, dtype=object))], len(labels), lambda rows: int(rows.sum()))
    assert list(found) == [f"kind=v{at}" for at in reversed(range(3, MOST_SEGMENTS + 3))]
