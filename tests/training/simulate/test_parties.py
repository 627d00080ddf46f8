from __future__ import annotations

import numpy as np

from training.simulate.parties import RETURNING, draw_names


def test_no_one_deals_with_itself_and_everyone_has_a_name(facts):
    sellers, buyers = draw_names(facts, np.random.default_rng(1))
    assert not (sellers == buyers).any() and all(sellers) and all(buyers)


def test_a_province_has_few_universities_and_firms_without_number(facts):
    sellers, _ = draw_names(facts, np.random.default_rng(1))
    universities, firms = sellers[facts.seller_kinds == "022"], sellers[facts.seller_kinds == "150"]
    assert len(set(universities)) <= 31 * 8
    assert len(set(firms)) > 0.7 * len(firms)


def test_some_customers_come_back(facts):
    pairs = list(zip(*draw_names(facts, np.random.default_rng(1)), strict=True))
    assert 0.03 < 1 - len(set(pairs)) / len(pairs) < RETURNING + 0.05


def test_a_name_says_what_its_bearer_is(facts):
    sellers, _ = draw_names(facts, np.random.default_rng(1))
    assert all(name.endswith("股份有限公司") for name in sellers[facts.seller_kinds == "160"])
    assert all(name.isascii() for name in sellers[facts.seller_kinds == "overseas"])
    assert all(len(name) == 3 for name in sellers[facts.seller_kinds == "natural_person"])
