"""Every fact that a stop turns on can be asked for, and a question is asked only of whom it concerns."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import asked
from valuation.rights_gate.facts import VALUES
from valuation.rights_gate.law import LAWS
from valuation.rights_gate.question import QUESTIONS
from valuation.rights_gate.rule import judged
from valuation.rights_gate.rulebook import RULES

TURNED_ON = {fact for rule in RULES if rule.severity == "stop" for fact in rule.when}
GATES = {fact for question in QUESTIONS.values() for fact in question.only_when}


@pytest.mark.parametrize("fact", sorted(TURNED_ON | GATES))
def test_every_fact_that_a_stop_turns_on_has_a_question(fact: str) -> None:
    assert fact in QUESTIONS


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_is_asked_somewhere_and_rests_on_a_law(question) -> None:
    assert question.fact in VALUES and question.source and all(citation.law in LAWS for citation in question.source)
    assert question.fact in TURNED_ON | GATES or question.also_when


@pytest.mark.parametrize(
    ("fact", "concerned", "other"),
    [
        ("human_genetic_resources", {"field": "biomedicine", "buyer": "abroad"}, {"field": "transport", "buyer": "abroad"}),
        ("genetic_resources", {"field": "agriculture"}, {"field": "transport"}),
        ("service_invention", {"seller": "research"}, {"seller": "abroad"}),
        ("project_conditions", {"public_funding": "national"}, {"public_funding": "none"}),
        ("status", {"kind": "utility_model"}, {"kind": "know_how"}),
        ("data", {"field": "electronic_information", "buyer": "abroad"}, {"field": "new_materials", "buyer": "abroad"}),
        ("defence", {"field": "aerospace", "act": "transfer"}, {"field": "environment", "act": "transfer"}),
    ],
)
def test_a_question_is_kept_from_those_whom_it_does_not_concern(fact: str, concerned: dict[str, str], other: dict[str, str]) -> None:
    assert fact in asked(**{fact: None}, **concerned)
    assert fact not in asked(**{fact: None}, **other)


@pytest.mark.parametrize(
    ("fact", "facts"),
    [
        ("defence", {"seller": "military"}),
        ("related_parties", {"seller": "research"}),
        ("permits", {"field": "biomedicine"}),
        ("ethics", {"field": "biomedicine"}),
        ("licensed", {"act": "transfer"}),
        ("kind", {"act": "ordinary"}),
    ],
)
def test_some_things_are_asked_though_no_stop_waits_for_them(fact: str, facts: dict[str, str]) -> None:
    assert fact in asked(**{fact: None}, **facts)


def test_where_it_is_open_whom_a_question_concerns_that_is_asked_first() -> None:
    assert asked(genetic_resources=None, field=None) == {"field"}


def test_where_something_was_said_the_question_concerns_the_deal_whatever_its_field() -> None:
    assert asked(genetic_resources="used", field="new_materials") == {"genetic_resources"}


def test_a_text_that_nobody_classed_is_asked_about_always() -> None:
    assert "export_control" in asked(export_control="to_check", buyer="domestic")
    assert "licensed" in asked(licensed="to_check", act="consulting")


def test_a_contract_type_that_is_presumed_is_asked_for() -> None:
    assert judged(QUESTIONS["act"].own, (None, None, "conveyance", *[None] * 40)) is True
    assert "act" in asked(act="conveyance")
