"""Contribution for shares: share = V/(V_pre + V + cash), an interval, and never without a pre-money value."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.pricing_modes.conftest import case, codes, ln_quantiles, standing
from valuation.pricing_modes.equity import Company, advise_equity

AMOUNT = st.floats(1, 1e12)


@settings(deadline=None)
@given(AMOUNT, AMOUNT, AMOUNT)
def test_the_shares_of_all_add_up_and_rise_with_the_contribution(value: float, contribution: float, cash: float) -> None:
    company = Company(value, cash)
    total = value + contribution + cash
    assert company.share(contribution) + value / total + cash / total == pytest.approx(1)
    assert 0 < company.share(contribution) <= company.share(contribution * 2) < 1


@settings(deadline=None)
@given(AMOUNT, st.none() | AMOUNT, st.floats(0.05, 2), st.floats(0, 1))
def test_the_interval_is_in_order_and_parts_into_team_and_holder(value: float, cash: float | None, sigma: float, team: float) -> None:
    request = {"pre_money_value": {"amount": value}, "cash_contribution": cash and {"amount": cash}, "team_share": team}
    advice = advise_equity(case(request, ln_quantiles=ln_quantiles(1e6, sigma)))
    assert advice.share is not None and advice.team is not None and advice.holder is not None
    assert 0 < advice.share.low <= advice.share.median <= advice.share.high <= 1
    for part in ("low", "median", "high"):
        assert getattr(advice.team, part) + getattr(advice.holder, part) == pytest.approx(getattr(advice.share, part))


def test_a_worked_example() -> None:
    """V = 100万 (50万 to 190万), pre-money value 2000万, cash 300万, registered capital 500万: 100/2400 of the company, 25万 of capital."""
    request = {"pre_money_value": {"amount": 2e7}, "cash_contribution": {"amount": 3e6}, "registered_capital": {"amount": 5e6}}
    advice = advise_equity(case(request))
    assert advice.share is not None and advice.split is not None and advice.team is not None
    assert (advice.share.low, advice.share.median, advice.share.high) == pytest.approx((0.5 / 23.5, 1 / 24, 1.9 / 24.9))
    assert (advice.split.registered_capital, advice.split.capital_reserve) == pytest.approx((250_000, 750_000))
    assert advice.team_share == 0.5 and advice.team.median == pytest.approx(0.5 / 24)


@settings(deadline=None)
@given(st.floats(1e6, 1e9), st.floats(1e4, 1e6), st.floats(1, 1e8))
def test_registered_capital_is_split_so_that_it_shows_the_same_shares(value: float, registered: float, cash: float) -> None:
    request = {"pre_money_value": {"amount": value}, "registered_capital": {"amount": registered}, "cash_contribution": {"amount": cash}}
    advice = advise_equity(case(request))
    assert advice.split is not None and advice.share is not None and advice.split.capital_reserve >= 0
    whole = registered + advice.split.registered_capital + cash * registered / value
    assert advice.split.registered_capital / whole == pytest.approx(advice.share.median)
    assert advice.split.registered_capital + advice.split.capital_reserve == pytest.approx(advice.split.contribution)


def test_without_a_pre_money_value_it_is_asked_for_and_no_share_is_given() -> None:
    advice = advise_equity(case({"registered_capital": {"amount": 5e6}}))
    assert advice.share is None and advice.team is None and advice.split is None
    assert "pre_money_value" in {each.field for each in advice.missing}


def test_a_new_company_has_no_value_before() -> None:
    advice = advise_equity(case({"new_company": True, "cash_contribution": {"amount": 3e6}, "registered_capital": {"amount": 1e6}}))
    assert advice.share is not None and advice.share.median == pytest.approx(0.25)
    assert advice.split is not None and advice.split.registered_capital == pytest.approx(250_000)


def test_cash_in_another_currency_is_not_taken_for_none() -> None:
    advice = advise_equity(case({"pre_money_value": {"amount": 2e7}, "cash_contribution": {"amount": 3e6, "currency": "USD"}}))
    assert advice.share is None and "cash_contribution" in {each.field for each in advice.missing}


def test_below_par_is_not_split() -> None:
    advice = advise_equity(case({"pre_money_value": {"amount": 2e6}, "registered_capital": {"amount": 5e6}}))
    assert advice.split is None and "below_par" in codes(advice.notes)


def test_it_is_a_price_concept_of_its_own_and_takes_an_appraisal() -> None:
    advice = advise_equity(case({"pre_money_value": {"amount": 2e7}, "appraised_value": {"amount": 4e6}}))
    assert advice.price_concept == "equity_contribution" and "cash_for_contribution" in codes(advice.limits)
    assert standing(advice, "contribution_appraisal") == "requirement" and standing(advice, "team_reward") == "information"
    assert advice.contribution is not None and advice.contribution.basis == "appraisal" and advice.share_at_appraisal == pytest.approx(4 / 24)


@settings(deadline=None)
@given(AMOUNT, AMOUNT, st.floats(0, 1))
def test_an_appraised_value_is_what_is_contributed_split_and_shared(value: float, appraised: float, team: float) -> None:
    request = {"pre_money_value": {"amount": value}, "appraised_value": {"amount": appraised}, "registered_capital": {"amount": value}, "team_share": team}
    advice = advise_equity(case(request))
    assert advice.contribution is not None and advice.contribution.amount == appraised and advice.split is not None and advice.split.contribution == appraised
    assert advice.share_at_appraisal is not None and advice.team_at_appraisal is not None and advice.holder_at_appraisal is not None
    assert advice.share_at_appraisal == pytest.approx(advice.contribution.amount / (value + advice.contribution.amount))
    assert advice.team_at_appraisal == pytest.approx(advice.share_at_appraisal * team)
    assert advice.team_at_appraisal + advice.holder_at_appraisal == pytest.approx(advice.share_at_appraisal)
    assert "appraisal_is_contributed" in codes(advice.notes)


def test_without_an_appraisal_nothing_stands_at_one() -> None:
    advice = advise_equity(case({"pre_money_value": {"amount": 2e7}}))
    assert advice.share_at_appraisal is advice.team_at_appraisal is advice.holder_at_appraisal is None
    assert "appraisal_is_contributed" not in codes(advice.notes)


def test_an_appraisal_gives_a_share_where_the_price_is_refused() -> None:
    advice = advise_equity(case({"pre_money_value": {"amount": 2e7}, "appraised_value": {"amount": 4e6}}, ln_quantiles=None))
    assert advice.share is None and advice.share_at_appraisal == pytest.approx(4 / 24)
