from __future__ import annotations

import numpy as np
import pytest

from training.simulate import figures as of
from training.simulate.choices import Choices
from training.simulate.strata import GROUPS, LICENCE, MODES
from valuation.codes import LISTS


def listed(choices: Choices, name: str) -> bool:
    return set(choices.shares) <= set(LISTS[name].entries)


def test_every_value_is_a_code_of_its_list():
    assert all(listed(one, "party_kind") for one in (*of.SELLERS.values(), of.BUYERS))
    assert all(listed(one, "payment_mode") for one in of.PAYMENTS.values())
    assert listed(of.PLAN_SOURCES, "plan_source") and listed(of.EXCLUSIVITIES, "exclusivity")
    assert listed(of.IP_OF_RIGHTS, "ip_kind") and listed(of.IP_OF_WORK, "ip_kind") and set(of.IP_OF_FIELD.values()) <= set(LISTS["ip_kind"].entries)


def test_every_group_and_mode_is_provided_for():
    assert set(of.SELLERS) == set(of.PLANNED) == set(of.MATURITY) == set(of.ENGLISH) == set(of.FREE) == set(of.ROYALTY) == set(GROUPS)
    assert set(of.PAYMENTS) == set(of.SPREADS) == set(of.MATURITY_EFFECTS) == set(of.MATURITY_SHIFTS) == set(MODES)
    assert LICENCE in of.TERMS


def test_programmes_of_a_group_have_its_share():
    shares = of.planned_shares("public")
    assert 1 - shares["unplanned"] == pytest.approx(of.PLANNED["public"]) and sum(shares.values()) == pytest.approx(1.0)


def test_what_nothing_explains_is_what_real_contracts_are_expected_to_show():
    assert min(of.SPREADS.values()) >= 0.85 and max(of.SPREADS.values()) <= 1.1
    assert pytest.approx(17_967 / 7_781, abs=0.05) == 1 / of.ONE_RIGHT
    assert of.SIZES["work"].alpha == pytest.approx(np.clip(of.SIZES["work"].alpha, 0.75, 0.98)), "the Pareto index of the national tail"
