from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from training.simulate.topics import LANGUAGES, TRAITS, topics, words
from valuation.codes import LISTS
from valuation.five_values import VALUES

PLACEHOLDERS = {"object", "method", "aim", "use", "title", "p", "q", "n", "d", "k"}


def sentences(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [one for value in node.values() for one in sentences(value)]
    return list(node)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_list_has_words_for_every_code(language):
    found = words(language)
    assert set(found["field"]) == set(LISTS["technology_field"].entries)
    assert set(found["title"]) == set(found["opening"]) == set(LISTS["contract_type"].entries)
    assert set(found["ip"]) == set(LISTS["ip_kind"].entries)
    assert set(found["maturity"]) == {str(level) for level in range(1, 10)}
    assert set(found["value"]) == set(VALUES) and all(set(bands) == {"low", "middle", "high"} for bands in found["value"].values())
    assert set(found["work"]) == set(found["title_mark"]) == {"early", "middle", "late"}
    assert set(found["scale"]) == {"1", "2", "3", "4", "5"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_known(language):
    named = {name for sentence in sentences(words(language)) for name in re.findall(r"\{(.*?)\}", sentence)}
    assert named == PLACEHOLDERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_keeps_to_itself(language):
    assert all(sentence.isascii() == (language == "en") for sentence in sentences(words(language)))


def test_a_topic_has_one_name_and_traits_of_its_own():
    found = topics()
    assert len(set(found.names.tolist())) == len(found.names)
    for trait in TRAITS:
        assert abs(found.traits[trait].mean()) < 0.3 and 0.8 < found.traits[trait].std() < 1.2
    together = np.corrcoef([found.traits[trait] for trait in TRAITS])
    assert np.abs(together - np.eye(len(TRAITS))).max() < 0.3


def test_traits_are_the_same_for_good():
    # Were they to change, every figure on the demo bundle would: raise no alarm without a reason.
    found = topics()
    at = found.names.tolist().index("硅碳负极材料")
    assert found.traits["maturity"][at] == pytest.approx(-1.0057643399461347, abs=1e-9)
