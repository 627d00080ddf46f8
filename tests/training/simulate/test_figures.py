from __future__ import annotations

import numpy as np
import pytest

from training.simulate import figures as of
from valuation.codes import LISTS

LISTED = {
    "SELLERS": "party_kind",
    "BUYERS": "party_kind",
    "FIELDS": "technology_field",
    "PLAN_SOURCES": "plan_source",
    "IP_OF_RIGHTS": "ip_kind",
    "IP_OF_WORK": "ip_kind",
    "PAYMENTS_OF_RIGHTS": "payment_mode",
    "PAYMENTS_OF_WORK": "payment_mode",
    "EXCLUSIVITIES": "exclusivity",
}


@pytest.mark.parametrize("name", LISTED)
def test_every_value_is_a_code_of_its_list(name):
    assert set(getattr(of, name).shares) <= set(LISTS[LISTED[name]].entries)


def test_every_seller_group_has_every_contract_type():
    for table in (of.CONTRACT_TYPES, of.MEDIANS):
        assert set(table) == {of.FIRM, of.PUBLIC, of.PERSON}
        assert all(set(types) == set(LISTS["contract_type"].entries) for types in table.values())
    assert set(of.SPREADS) == set(of.MATURITY_EFFECTS) == set(LISTS["contract_type"].entries)


def test_choices_are_drawn_at_their_shares():
    drawn = of.Choices({"a": 3.0, "b": 1.0}, {"a": 0.5}).draw(20_000, np.random.default_rng(1))
    assert (drawn == "a").mean() == pytest.approx(0.75, abs=0.02)


def test_a_value_without_an_effect_adds_nothing():
    assert of.effect_of(np.asarray(["a", "b", "a"]), {"a": 0.5}).tolist() == [0.5, 0.0, 0.5]
