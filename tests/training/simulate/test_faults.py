from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.simulate.facts import draw_facts
from training.simulate.faults import ANOMALIES, MISMATCH, SHARES, SPLIT, TEXT_MISMATCH, TYPING_ERROR, UNIT_ERROR, mistyped, plan, planted
from training.simulate.prices import draw_prices
from training.simulate.rows import AMENDED, AMENDMENT
from training.simulate.strata import LAST_DAY

ROWS = 20_000


@pytest.fixture(scope="module")
def found():
    generator = np.random.default_rng(5)
    given_ = plan(ROWS, generator)
    facts = draw_facts(given_.deals, generator)
    prices = draw_prices(facts, generator)
    diligent = generator.random(len(facts)) < 0.7
    rows, told = planted(facts, prices, diligent, given_, generator)
    return facts, prices, diligent, rows, told


def test_the_register_has_as_many_rows_as_asked_for(found):
    rows = found[3]
    assert len(rows) == ROWS and set(rows.anomalies) - {""} == set(ANOMALIES)
    for name in (UNIT_ERROR, TYPING_ERROR, TEXT_MISMATCH):
        assert (rows.anomalies == name).sum() == int(ROWS * SHARES[name])
    assert (rows.anomalies != "").mean() < 0.05


@pytest.mark.parametrize("n", [1, 2, 50, 130, 400])
def test_few_rows_are_as_many_as_asked_for_too(n):
    generator = np.random.default_rng(n)
    given_ = plan(n, generator)
    facts = draw_facts(given_.deals, generator)
    rows, _ = planted(facts, draw_prices(facts, generator), np.ones(len(facts), dtype=bool), given_, generator)
    assert len(rows) == n


def test_a_wrong_unit_is_ten_thousand_off(found):
    _, _, _, rows, _ = found
    _, prices, *_ = found
    wrong = np.flatnonzero(rows.anomalies == UNIT_ERROR)
    factor = rows.amounts[wrong] / prices.amounts[rows.deals[wrong]]
    assert (np.isclose(factor, 1e4, rtol=0.01) | (factor < 2e-4)).all()
    assert not rows.sound[wrong].any()


def test_a_text_that_names_another_amount_is_there_to_be_read(found):
    _, _, diligent, rows, told = found
    own = rows.deals[rows.anomalies == TEXT_MISMATCH]
    assert diligent[own].all() and (np.abs(np.log(told[own])) >= MISMATCH[0] - 1e-9).all()
    assert (np.delete(told, own) == 1).all()


def test_a_split_deal_is_parts_of_one_amount_among_the_same_parties_within_weeks(found):
    _, prices, _, rows, _ = found
    cut = rows.anomalies == SPLIT
    for deal in np.unique(rows.deals[cut]):
        own = np.flatnonzero(rows.deals == deal)
        assert 2 <= len(own) <= 6 and len(set(rows.suffixes[own])) == len(own)
        assert rows.amounts[own].sum() == pytest.approx(prices.amounts[deal], rel=0.02, abs=0.05)
        assert (np.diff(np.sort(rows.days[own])).astype(int) < 16).all()


def test_an_amendment_follows_what_it_amends(found):
    rows = found[3]
    for deal in rows.deals[rows.outcomes == AMENDMENT]:
        own = rows.deals == deal
        first, later = rows.days[own & (rows.outcomes == AMENDED)], rows.days[own & (rows.outcomes == AMENDMENT)]
        assert len(first) == len(later) == 1 and (first[0] < later[0] or later[0] == LAST_DAY)


def test_a_deal_entered_twice_counts_once(found):
    facts, _, _, rows, _ = found
    assert np.bincount(rows.deals, rows.weights).sum() == pytest.approx(facts.weights.sum())
    twice = [deal for deal, count in zip(*np.unique(rows.deals, return_counts=True), strict=True) if count == 2]
    assert len(twice) > 100


@given(st.floats(0.01, 1e6), st.booleans(), st.floats(0, 0.999), st.integers(0, 9))
def test_a_typing_error_changes_the_amount_by_a_digit(amount, more, place, digit):
    found = mistyped(amount, more, place, digit)
    assert found > 0 and found != round(amount, 4) and found < 20 * amount
