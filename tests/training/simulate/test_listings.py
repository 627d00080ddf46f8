from __future__ import annotations

import numpy as np
import pytest

from training.simulate.listings import Listings, with_listings
from training.simulate.prices import draw_prices
from training.simulate.rows import UNSOLD, Rows
from training.simulate.strata import LAST_DAY

PLAN = Listings(unsold=200, again=50, serial=np.asarray([4, 8, 6]))


@pytest.fixture(scope="module")
def found(facts):
    prices = draw_prices(facts, np.random.default_rng(1))
    free = np.flatnonzero(facts.rights)
    rows, left = with_listings(Rows.of(facts, prices), facts, prices, free, PLAN, np.random.default_rng(2))
    return facts, prices, rows, free, left


def test_rows_are_as_many_as_planned(found):
    facts, _, rows, free, left = found
    assert len(rows) == len(facts) + PLAN.extra and len(left) == len(free) - 203
    assert (rows.outcomes == UNSOLD).sum() == 203 + PLAN.extra


def test_what_is_unsold_has_an_asking_price_and_no_other(found):
    _, _, rows, _, _ = found
    unsold = rows.outcomes == UNSOLD
    assert np.isnan(rows.amounts[unsold]).all() and np.isnat(rows.days[unsold]).all() and (rows.weights[unsold] == 0).all()
    assert np.isfinite(rows.asking[unsold]).all() and (rows.listings[unsold] >= 0).all()


def test_unsold_works_asked_for_more_than_sold_ones_did(found):
    _, prices, rows, _, _ = found
    relative = np.log(rows.asking) - prices.ln_median[rows.deals]
    unsold = rows.outcomes == UNSOLD
    sold = np.log(rows.asking / rows.amounts)[~unsold & np.isfinite(rows.asking)]
    assert np.median(relative[unsold]) > 0.4 and 0.05 < np.median(sold) < 0.15


def test_a_serial_listing_goes_on_within_weeks_and_one_way(found):
    _, _, rows, _, _ = found
    serial = rows.anomalies == "serial_relisting"
    assert serial.sum() == PLAN.serial.sum()
    for deal in np.unique(rows.deals[serial]):
        own = rows.take(np.flatnonzero(rows.deals == deal))
        order = np.argsort(own.relist_numbers)
        assert own.relist_numbers[order].tolist() == list(range(len(own)))
        gaps = np.diff(own.listed[order]).astype(int)
        assert (gaps >= 20).all() and (gaps < 75).all()
        steps = np.diff(np.log(own.asking[order]))
        assert (steps < 0.05).all() or (steps > -0.05).all()
        assert own.relisted_from[order][1:].tolist() == own.listings[order][:-1].tolist()


def test_nothing_is_listed_after_the_last_day(found):
    _, _, rows, _, _ = found
    assert rows.listed[~np.isnat(rows.listed)].max() <= LAST_DAY
    sold = ~np.isnat(rows.days) & ~np.isnat(rows.listed)
    assert (rows.listed[sold] < rows.days[sold]).all()
