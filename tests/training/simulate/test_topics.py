from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from training.simulate.indicators import INDICATORS
from training.simulate.topics import LANGUAGES, TRAITS, topics, words
from training.simulate.writer import TRACKS
from valuation.codes import LISTS
from valuation.five_values import VALUES

PLACEHOLDERS = {"object", "method", "aim", "use", "title", "said", "m", "r", "v", "p", "q", "n", "d", "k"}
AMOUNTS = {"zh": {"a"}, "en": {"y"}}


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
    assert set(found["intention"]) == set(found["negation"]) == {str(level) for level in range(2, 11)}
    assert set(found["value"]) == set(VALUES) and all(set(grades) == set("12345") for grades in found["value"].values())
    assert set(found["work"]) == set(found["title_mark"]) == {"early", "middle", "late"}
    assert set(found["scale"]) == set("12345") and set(found["indicator"]) == set(INDICATORS) and set(TRACKS.values()) == set(found["track"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_known(language):
    named = {name for sentence in sentences(words(language)) for name in re.findall(r"\{(.*?)\}", sentence)}
    assert named == PLACEHOLDERS | AMOUNTS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_keeps_to_itself(language):
    assert all(sentence.isascii() == (language == "en") for sentence in sentences(words(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_belongs_to_one_level_or_grade_and_each_has_several(language):
    for bank in (words(language)["maturity"], *words(language)["value"].values()):
        assert all(len(set(options)) >= 3 for options in bank.values())


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


def test_topics_are_drawn_from_their_field_and_language():
    fields, english = np.asarray(["nuclear", "nuclear"]), np.asarray([False, True])
    drawn = topics().names[topics().draw(fields, english, np.asarray([0.0, 0.999]))]
    assert drawn[0] == words("zh")["field"]["nuclear"]["object"][0] and drawn[1] == words("en")["field"]["nuclear"]["object"][-1]
