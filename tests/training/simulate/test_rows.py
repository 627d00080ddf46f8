from __future__ import annotations

import numpy as np
import pytest

from training.simulate.prices import draw_prices
from training.simulate.rows import NEVER, SIGNED, Rows


@pytest.fixture
def rows(facts):
    return Rows.of(facts, draw_prices(facts, np.random.default_rng(1)))


def test_one_row_a_deal_to_begin_with(facts, rows):
    assert len(rows) == len(facts) and set(rows.outcomes) == {SIGNED} and rows.sound.all()


def test_taken_rows_are_copies(rows):
    one = rows.take(np.asarray([3]))
    one.amounts[0] = -1
    assert rows.amounts[3] != -1


def test_rows_are_ordered_by_signing_or_listing_and_listings_numbered_in_that_order(rows):
    few = rows.take(np.asarray([5, 4, 3]))
    few.days[:] = [np.datetime64("2020-03-01"), NEVER, np.datetime64("2020-01-01")]
    few.listed[:] = [np.datetime64("2020-01-15"), np.datetime64("2020-02-01"), NEVER]
    few.listings[:], few.relisted_from[:] = [7, 9, -1], [9, -1, -1]
    found = few.plus(few.take(np.asarray([], dtype=np.int64))).in_order()
    assert found.deals.tolist() == [3, 4, 5]
    assert found.listings.tolist() == [-1, 0, 1] and found.relisted_from.tolist() == [-1, -1, 0]
