"""What the rules come to on given facts: which fire, and which facts must be asked for because a stop turns on them.

The deal, each right and each permit are judged apart, and each judgement is kept: rules are narrowed to a scope (seller, buyer, act, mode …) once, and the same
right in another deal of the same kind is not judged again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from valuation.rights_gate.facts import DEAL_FACTS, POSITION, TO_CHECK, Declared, GateFacts, PermitFacts, RightFacts, Scope
from valuation.rights_gate.question import QUESTIONS, Question
from valuation.rights_gate.rule import Facts, Rule, Subject, Test, judged, narrowed
from valuation.rights_gate.rulebook import RULES

_KEPT = 4_096
"""Judgements that are kept; the least recently used goes first."""


class Judgement(NamedTuple):
    """Of one subject: the rules that fire, and each fact to ask for with the stops that turn on it."""

    fired: tuple[Rule, ...] = ()
    asked: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Judgements(NamedTuple):
    """Of the deal, and of each right and permit in order."""

    deal: Judgement
    rights: tuple[Judgement, ...]
    permits: tuple[Judgement, ...]


def judgements_of(facts: GateFacts) -> Judgements:
    """Judges every rule of the deal, then of each right and permit in turn. KeyError for a fact that is none of its values."""
    scope, declared, rights, permits = facts
    return Judgements(
        deal=_of_deal(scope, declared),
        rights=tuple(_of_right(scope, declared, right) for right in rights),
        permits=tuple(_of_permit(scope, declared, permit) for permit in permits),
    )


@lru_cache(maxsize=_KEPT)
def _of_deal(scope: Scope, declared: Declared) -> Judgement:
    return _judgement("deal", scope, (*scope, *declared), to_check=_texts(Declared._fields, declared))


@lru_cache(maxsize=_KEPT)
def _of_right(scope: Scope, declared: Declared, right: RightFacts) -> Judgement:
    return _judgement("right", scope, (*scope, *declared, *right), to_check=_texts(RightFacts._fields, right))


@lru_cache(maxsize=_KEPT)
def _of_permit(scope: Scope, declared: Declared, permit: PermitFacts) -> Judgement:
    return _judgement("permit", scope, (*scope, *declared, *permit), to_check=())


def _judgement(subject: Subject, scope: Scope, facts: Facts, to_check: tuple[str, ...]) -> Judgement:
    fired = []
    turns: dict[str, list[str]] = {}
    for rule, tests in _narrowed(subject, scope):
        verdict = judged(tests, facts)
        if verdict is True:
            fired.append(rule)
        elif verdict is not False and rule.severity == "stop" and (asked := _concerned(verdict, facts)):
            turns.setdefault(asked, []).append(rule.code)
    for question in _BESIDES[subject]:
        if judged(question.own, facts) is True:
            turns.setdefault(question.fact, [])
    for fact in to_check:
        turns.setdefault(fact, [])
    return Judgement(tuple(fired), tuple((fact, tuple(stops)) for fact, stops in turns.items()))


@lru_cache(maxsize=_KEPT)
def _narrowed(subject: Subject, scope: Scope) -> tuple[tuple[Rule, tuple[Test, ...]], ...]:
    """The rules of a subject that a scope does not rule out, with what is left to test."""
    return tuple((rule, tests) for rule in _RULES_OF[subject] if (tests := narrowed(rule.tests, scope)) is not None)


def _concerned(fact: str, facts: Facts) -> str:
    """What to ask where a stop turns on this fact: the fact, first whatever decides whether it concerns this deal, or nothing where it does not.

    Where something was said of it, however vague, it concerns the deal.
    """
    if facts[POSITION[fact]] is not None:
        return fact
    concerns = judged(QUESTIONS[fact].gate, facts)
    return "" if concerns is False else fact if concerns is True else concerns


def _texts(names: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
    """The facts of which a text was given that nobody classed."""
    return tuple(name for name, value in zip(names, facts, strict=True) if value == TO_CHECK) if TO_CHECK in facts else ()


def _subject(question: Question) -> Subject:
    return "deal" if all(test.fact in DEAL_FACTS for test in question.own) else "right"


_RULES_OF: dict[Subject, tuple[Rule, ...]] = {subject: tuple(rule for rule in RULES if rule.subject == subject) for subject in ("deal", "right", "permit")}
_BESIDES: dict[Subject, tuple[Question, ...]] = {
    subject: tuple(question for question in QUESTIONS.values() if question.own and _subject(question) == subject) for subject in ("deal", "right", "permit")
}
