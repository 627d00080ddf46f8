from __future__ import annotations

import numpy as np
import pytest

from training.simulate import figures as of
from training.simulate.facts import draw_facts, of_topic
from training.simulate.topics import topics


@pytest.fixture(scope="module")
def facts():
    return draw_facts(20_000, np.random.default_rng(11))


def test_institutes_offer_younger_work_than_firms(facts):
    firm, public = (facts.levels[facts.groups == group].mean() for group in (of.FIRM, of.PUBLIC))
    assert public == pytest.approx(5.0, abs=0.4) and firm - public > 1.5


def test_rights_rest_on_rights(facts):
    assert "none" not in set(facts.ip_kinds[facts.rights].tolist())
    assert (facts.ip_kinds[~facts.rights] == "none").mean() == pytest.approx(0.59, abs=0.02)


def test_rights_peculiar_to_a_field_occur_there_alone(facts):
    for field, (kind, _) in of.IP_OF_FIELD.items():
        assert set(facts.fields[facts.ip_kinds == kind].tolist()) == {field}


def test_contracts_become_more_over_the_years(facts):
    counts = np.bincount(np.floor(facts.years).astype(int) - of.FIRST_YEAR)
    assert counts[2023 - of.FIRST_YEAR] / counts[0] == pytest.approx(946 / 282, rel=0.15)
    assert facts.years.min() >= of.FIRST_YEAR


def test_a_topic_is_of_the_field_and_language_of_its_contract(facts):
    for (field, english), (start, count) in topics().ranges.items():
        drawn = facts.topics[(facts.fields == field) & (facts.english == english)]
        assert drawn.min() >= start and drawn.max() < start + count


def test_a_trait_of_a_contract_is_standard_normal_and_partly_its_topics():
    offered = np.random.default_rng(2).integers(0, len(topics().names), 50_000)
    trait = of_topic("economic", offered, np.random.default_rng(3))
    assert trait.std() == pytest.approx(1, abs=0.1)
    own = np.corrcoef(trait, topics().traits["economic"][offered])[0, 1]
    assert own**2 == pytest.approx(of.TOPIC_SHARE, abs=0.08)
