"""The gate itself: facts in, verdict out.

The answer to the same facts is computed once and is the same object. Facts are a few codes, so the same ones come often: a hit costs about a microsecond, a
first sight some tens (figures in `docs/rights.md`).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.rights_gate.answer import Document, Finding, OpenQuestion, RightsCodes, RightsGate, Verdict
from valuation.rights_gate.facts import DEAL_FACTS, GateFacts
from valuation.rights_gate.judgement import Judgement, judgements_of
from valuation.rights_gate.law import Citation, cited_en, cited_zh
from valuation.rights_gate.question import QUESTIONS
from valuation.rights_gate.rule import Rule
from valuation.rights_gate.rulebook import RULES, TOPIC_OF, VERSION

REVIEWED_ON = min(rule.review.on for rule in RULES)
_KEPT_ANSWERS = 2_048
_KEPT_FINDINGS = 4_096
_ORDER = {rule: at for at, rule in enumerate(RULES)}


def check_rights(facts: GateFacts) -> RightsGate:
    """The answer to these facts; `facts_of` reads them from an achievement. Raises KeyError for a fact that is none of its values."""
    return _answer(facts)


@lru_cache(maxsize=_KEPT_ANSWERS)
def rights_codes(facts: GateFacts) -> RightsCodes:
    """The answer in codes alone."""
    return RightsCodes.of(_answer(facts))


@lru_cache(maxsize=_KEPT_ANSWERS)
def _answer(facts: GateFacts) -> RightsGate:
    found = _gathered(facts)
    fired = [(rule, tuple(found.fired[rule])) for rule in sorted(found.fired, key=_ORDER.__getitem__)]
    stops = tuple(_finding(rule, at) for rule, at in fired if rule.severity == "stop")
    conditions = tuple(_finding(rule, at) for rule, at in fired if rule.severity == "condition")
    grave_first = sorted(found.asked, key=lambda fact: not found.could[fact])
    return RightsGate(
        verdict=_verdict(bool(stops), bool(grave_first), bool(conditions)),
        stops=stops,
        conditions=conditions,
        documents=tuple(_document(rule, at) for rule, at in fired if rule.severity == "document"),
        questions=tuple(_question(fact, tuple(found.asked[fact]), tuple(found.could[fact])) for fact in grave_first),
        info=tuple(_finding(rule, at) for rule, at in fired if rule.severity == "info"),
        rules_version=VERSION,
        reviewed_on=REVIEWED_ON,
        statement=_statement(),
    )


class _Gathered(NamedTuple):
    """What fired and what is asked for, each with the positions of the rights or permits that it concerns; and the stops that turn on what is asked."""

    fired: dict[Rule, list[int]]
    asked: dict[str, list[int]]
    could: dict[str, dict[str, None]]

    def take(self, judgement: Judgement, at: list[int]) -> None:
        """Adds the judgement of one subject, which stands at these positions."""
        for rule in judgement.fired:
            self.fired.setdefault(rule, []).extend(at)
        for fact, stops in judgement.asked:
            self.asked.setdefault(fact, []).extend([] if fact in DEAL_FACTS else at)
            self.could.setdefault(fact, {}).update(dict.fromkeys(stops))


def _gathered(facts: GateFacts) -> _Gathered:
    judgements = judgements_of(facts)
    gathered = _Gathered({}, {}, {})
    gathered.take(judgements.deal, [])
    for position, judgement in enumerate(judgements.rights):
        # Where only the kind of right is known there is no record to point at.
        gathered.take(judgement, [position] if facts.scope.rights == "stated" else [])
    for position, judgement in enumerate(judgements.permits):
        gathered.take(judgement, [position])
    return gathered


def _verdict(stopped: bool, asked: bool, conditional: bool) -> Verdict:
    return "stop" if stopped else "unknown" if asked else "conditions" if conditional else "clear"


@lru_cache(maxsize=_KEPT_FINDINGS)
def _finding(rule: Rule, at: tuple[int, ...]) -> Finding:
    text = say(f"rights.{rule.code}")
    rights, permits = ((), at) if rule.subject == "permit" else (at, ())
    return Finding(
        code=rule.code,
        topic=TOPIC_OF[rule.code],
        zh=text.zh,
        en=text.en,
        source=_cited(rule.source),
        certainty=rule.certainty,
        rights=rights,
        permits=permits,
    )


@lru_cache(maxsize=_KEPT_FINDINGS)
def _document(rule: Rule, at: tuple[int, ...]) -> Document:
    return Document(**dict(_finding(rule, at)), issuer=say(f"rights.issuer.{rule.issuer}"), required=rule.required)


@lru_cache(maxsize=_KEPT_FINDINGS)
def _question(fact: str, at: tuple[int, ...], could: tuple[str, ...]) -> OpenQuestion:
    question = QUESTIONS[fact]
    text = say(f"rights.ask.{fact}")
    topic = TOPIC_OF[could[0]] if could else "facts"
    return OpenQuestion(code=fact, topic=topic, zh=text.zh, en=text.en, source=_cited(question.source), certainty=question.certainty, rights=at, could=could)


@cache
def _cited(citations: tuple[Citation, ...]) -> Bilingual:
    return Bilingual(zh=cited_zh(citations), en=cited_en(citations))


@cache
def _statement() -> Bilingual:
    return say("rights.statement")
