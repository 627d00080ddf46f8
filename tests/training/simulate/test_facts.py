from __future__ import annotations

import numpy as np
import pytest

from training.simulate import figures as of
from training.simulate.facts import draw_facts, size_law
from training.simulate.strata import ABROAD, EQUITY, FIRM, LAST_DAY, LICENCE, PUBLIC, RIGHTS, strata
from training.simulate.topics import topics


def test_deals_come_in_order_of_their_day(facts):
    assert (np.diff(facts.days).astype(int) >= 0).all() and facts.days.max() <= LAST_DAY
    assert facts.days.min() >= np.datetime64("2010-01-01")


def test_weights_give_back_the_nation(facts):
    year = np.floor(facts.years).astype(int)
    for one in (2012, 2019, 2023):
        assert facts.weights[year == one].sum() == pytest.approx(strata().contracts[strata().years == one].sum(), rel=0.02)
    rights = (facts.groups == PUBLIC) & np.isin(facts.modes, RIGHTS)
    assert rights.mean() > 3 * facts.weights[rights].sum() / facts.weights.sum(), "rights are sampled densely"


def test_universities_offer_younger_work_than_firms(facts):
    firm, public = (facts.levels[facts.groups == group].mean() for group in (FIRM, PUBLIC))
    assert public == pytest.approx(5.0, abs=0.5) and firm - public > 1.5


def test_rights_rest_on_rights_and_count_them(facts):
    assert "none" not in set(facts.ip_kinds[facts.rights].tolist())
    assert ((facts.right_counts > 0) == (facts.ip_kinds != "none")).all()
    assert facts.right_counts[facts.rights].mean() == pytest.approx(2.3, abs=0.1)


def test_rights_peculiar_to_a_field_occur_there_alone(facts):
    for field, kind in of.IP_OF_FIELD.items():
        assert set(facts.fields[facts.ip_kinds == kind].tolist()) == {field}


def test_free_royalty_and_equity_deals_have_terms_and_no_price(facts):
    assert set(facts.modes[facts.unpriced].tolist()) == {LICENCE, EQUITY}
    assert (facts.payment_modes[facts.modes == EQUITY] == "equity").all()
    free = facts.payment_modes[(facts.modes == LICENCE) & (facts.groups == PUBLIC)] == "free"
    assert free.mean() == pytest.approx(of.FREE[PUBLIC], abs=0.03)


def test_a_seller_abroad_has_no_province(facts):
    assert ((facts.regions < 0) == (facts.groups == ABROAD)).all() and (facts.buyer_regions >= 0).all()


def test_a_topic_is_of_the_field_and_language_of_its_contract(facts):
    for (field, english), (start, count) in topics().ranges.items():
        drawn = facts.topics[(facts.fields == field) & (facts.english == english)]
        assert not len(drawn) or (drawn.min() >= start and drawn.max() < start + count)


def test_sizes_follow_their_law_closely_even_in_a_small_sample():
    few = draw_facts(3_000, np.random.default_rng(4))
    work = size_law(few.groups, few.modes) == "work"
    assert np.quantile(few.size[work], 0.5) == pytest.approx(0.0, abs=0.03)
    assert np.quantile(few.size[work], 0.98) == pytest.approx(of.SIZES["work"].quantile(np.asarray([0.98]))[0], abs=0.25)


def test_the_cost_of_research_tells_the_size(facts):
    about = np.log(facts.rd_cost) - of.RD_COST_GROWTH * (facts.years - 2019)
    assert np.corrcoef(about, facts.size)[0, 1] == pytest.approx(1.0, abs=1e-6)


def test_grades_are_spread_and_partly_the_topics(facts):
    shares = np.bincount(facts.grades[:, 0], minlength=6)[1:] / len(facts)
    assert shares == pytest.approx([0.115, 0.23, 0.31, 0.23, 0.115], abs=0.05)
    assert np.corrcoef(facts.grades[:, 2], topics().traits["economic"][facts.topics])[0, 1] == pytest.approx(np.sqrt(of.TOPIC_SHARE), abs=0.1)
