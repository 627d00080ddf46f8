"""Every rule is fit to be answered: it can fire and stay silent, says so in both languages, and rests on a source that was reviewed."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from valuation.catalogue import say
from valuation.rights_gate.facts import POSITION, UNSTATED, VALUES, Declared, PermitFacts, RightFacts, Scope
from valuation.rights_gate.law import LAWS
from valuation.rights_gate.rule import Rule, judged
from valuation.rights_gate.rulebook import RULES, TOPIC_OF, TOPICS, VERSION

EMPTY = {"deal": (), "right": RightFacts(), "permit": PermitFacts()}
PAGE = Path(__file__).parents[4] / "docs" / "rights.md"

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def facts_of(rule: Rule, values: dict[str, str]) -> list[str | None]:
    facts: list[str | None] = [*Scope(act=None), *Declared(), *EMPTY[rule.subject]]
    for name, value in values.items():
        facts[POSITION[name]] = value
    return facts


def firing(rule: Rule) -> dict[str, str]:
    """Values at which it fires, known ones where it has them."""
    return {name: next(value for value in values if value != UNSTATED) for name, values in rule.when.items()}


@every_rule
def test_a_rule_can_fire(rule: Rule) -> None:
    assert judged(rule.tests, facts_of(rule, firing(rule))) is True


@every_rule
def test_each_fact_of_a_rule_can_silence_it(rule: Rule) -> None:
    for name, allowed in rule.when.items():
        others = [value for value in VALUES[name] if value not in allowed]
        if others:
            assert judged(rule.tests, facts_of(rule, firing(rule) | {name: others[0]})) is False
    assert any(set(VALUES[name]) - set(allowed) for name, allowed in rule.when.items()), "it would fire whatever is known"


@every_rule
def test_a_rule_speaks_both_languages_and_names_its_source(rule: Rule) -> None:
    text = say(f"rights.{rule.code}")
    assert (text.zh, text.en) == (rule.zh, rule.en) and "{" not in text.zh + text.en
    assert rule.source and all(citation.law in LAWS for citation in rule.source)
    assert rule.certainty in ("S", "V", "K", "A") and (rule.certainty == "A") == all(citation.law == "own_practice" for citation in rule.source)


@every_rule
def test_a_rule_has_been_reviewed(rule: Rule) -> None:
    assert rule.review.on >= date(2026, 11, 1) and rule.review.by == "own_reading"


def test_codes_are_slugs_that_no_two_rules_share() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes) == len(TOPIC_OF)
    assert all(re.fullmatch(r"[a-z]+(?:_[a-z]+)*", code) for code in (*codes, *TOPICS))
    assert re.fullmatch(r"\d{4}-\d{2}", VERSION)


def test_a_stop_rests_on_what_is_known_never_on_what_is_missing() -> None:
    assert not [rule.code for rule in RULES if rule.severity == "stop" and any(UNSTATED in values for values in rule.when.values())]


def test_no_rule_repeats_another() -> None:
    conditions = [(rule.severity, rule.zh, tuple(sorted(rule.when.items()))) for rule in RULES]
    assert len(set(conditions)) == len(conditions)


def test_the_page_on_rights_names_every_stop_and_counts_the_rules_right() -> None:
    page = PAGE.read_text("utf-8")
    stops, conditions, documents, notes = (sum(rule.severity == severity for rule in RULES) for severity in ("stop", "condition", "document", "info"))
    assert f"{len(RULES)} rules, version {VERSION}: {stops} stops, {conditions} conditions, {documents} documents, {notes} notes." in page
    for certainty in ("V", "S", "K", "A"):
        assert f"| {certainty} | {sum(rule.certainty == certainty for rule in RULES)} |" in page
    assert not [rule.code for rule in RULES if rule.severity == "stop" and f"`{rule.code}`" not in page]
