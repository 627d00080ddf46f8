"""The gate's promises: nothing missing is clear, a worse fact never helps, learning more never takes back a stop, and an answer is computed once."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.rights_gate.deals import DEALS, DECLARED, HARMLESS, HARMLESS_RIGHT, PERMITS, RIGHTS, SCOPES, asked, deal
from valuation.rights_gate.answer import RightsCodes, Verdict
from valuation.rights_gate.facts import UNORDERED, VALUES, Declared, GateFacts, PermitFacts, RightFacts, Scope
from valuation.rights_gate.gate import check_rights, rights_codes
from valuation.rights_gate.question import QUESTIONS
from valuation.rights_gate.rule import Rule, judged
from valuation.rights_gate.rulebook import RULES


def badness(facts: GateFacts) -> int:
    return get_args(Verdict).index(check_rights(facts).verdict)


def test_a_deal_with_nothing_against_it_is_clear() -> None:
    gate = check_rights(HARMLESS)
    assert (gate.verdict, gate.stops, gate.conditions, gate.questions) == ("clear", (), (), ())
    assert {document.code for document in gate.documents if document.required} == {
        "written_contract",
        "proof_of_authority",
        "patent_certificate",
        "licence_record",
    }


def test_of_an_achievement_of_which_nothing_is_known_the_first_things_are_asked() -> None:
    gate = check_rights(GateFacts())
    assert gate.verdict == "unknown" and not gate.stops
    assert {question.code for question in gate.questions} == {"act", "authority", "buyer", "field", "public_funding", "rights", "secrecy", "seller"}


@pytest.mark.parametrize("fact", ["authority", "secrecy", "seller", "buyer", "rights"])
def test_a_missing_fact_of_the_deal_is_never_clear(fact: str) -> None:
    assert check_rights(deal(**{fact: None})).verdict == "unknown"
    assert fact in asked(**{fact: None})


@pytest.mark.parametrize("fact", ["kind", "status", "term", "owners", "pledged", "frozen", "disputed"])
def test_a_missing_fact_of_a_right_is_never_clear_and_the_question_names_the_right(fact: str) -> None:
    facts = deal(act="transfer")._replace(rights=(HARMLESS_RIGHT, HARMLESS_RIGHT._replace(**{fact: None})))
    gate = check_rights(facts)
    assert gate.verdict == "unknown" and [question.rights for question in gate.questions if question.code == fact] == [(1,)]


def test_a_stop_names_the_rights_that_it_concerns() -> None:
    gate = check_rights(HARMLESS._replace(rights=(HARMLESS_RIGHT._replace(frozen="yes"), HARMLESS_RIGHT, HARMLESS_RIGHT._replace(frozen="yes"))))
    assert [(stop.code, stop.rights) for stop in gate.stops] == [("right_frozen", (0, 2))]


def test_a_permit_is_named_by_its_place() -> None:
    facts = HARMLESS._replace(permits=(PermitFacts("drug", "granted"), PermitFacts("drug", "applied")))
    assert [(condition.code, condition.permits) for condition in check_rights(facts).conditions] == [("permit_outstanding", (1,))]


def test_a_question_says_which_stops_turn_on_it() -> None:
    (question,) = check_rights(deal(pledged="yes", pledgee_consent=None, equity="no")).questions
    assert (question.code, question.could, question.rights) == ("pledgee_consent", ("pledge_without_consent",), (0,))


def test_questions_that_a_stop_turns_on_come_first() -> None:
    questions = check_rights(GateFacts(scope=Scope(seller="research", act="transfer"))).questions
    assert [bool(question.could) for question in questions] == sorted((bool(question.could) for question in questions), reverse=True)


def test_the_same_facts_get_the_same_object_and_the_codes_are_those_of_the_answer() -> None:
    assert check_rights(deal(frozen="yes")) is check_rights(deal(frozen="yes"))
    assert rights_codes(deal(frozen="yes")) == RightsCodes.of(check_rights(deal(frozen="yes")))


def test_an_unknown_value_is_an_error_not_a_silence() -> None:
    with pytest.raises(KeyError):
        check_rights(deal(frozen="perhaps"))


def two_values(name: str) -> st.SearchStrategy[tuple[str, str]]:
    """A better and a worse value of a fact."""
    pairs = [(better, worse) for at, better in enumerate(VALUES[name]) for worse in VALUES[name][at + 1 :]]
    return st.sampled_from(pairs)


ORDERED = [(part, name) for part, fields in (("scope", Scope._fields), ("declared", Declared._fields)) for name in fields if name not in UNORDERED]
ORDERED_OF_RIGHT = [name for name in RightFacts._fields if name not in UNORDERED]


@given(DEALS, st.data())
def test_a_worse_fact_never_improves_the_verdict(facts: GateFacts, data: st.DataObject) -> None:
    part, name = data.draw(st.sampled_from(ORDERED))
    better, worse = (facts._replace(**{part: getattr(facts, part)._replace(**{name: value})}) for value in data.draw(two_values(name)))
    assert badness(better) <= badness(worse)


@given(DEALS, RIGHTS, st.data())
def test_a_worse_fact_of_a_right_never_improves_the_verdict(facts: GateFacts, right: RightFacts, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(ORDERED_OF_RIGHT))
    better, worse = (facts._replace(rights=(*facts.rights, right._replace(**{name: value}))) for value in data.draw(two_values(name)))
    assert badness(better) <= badness(worse)


@given(DEALS, st.sampled_from([rule for rule in RULES if rule.severity == "stop"]))
def test_the_facts_of_any_stop_stop_any_deal(facts: GateFacts, rule: Rule) -> None:
    worst = {name: values[0] for name, values in rule.when.items()}
    of_right = {name: value for name, value in worst.items() if name in RightFacts._fields}
    stopped = facts._replace(
        scope=facts.scope._replace(**{name: value for name, value in worst.items() if name in Scope._fields}),
        declared=facts.declared._replace(**{name: value for name, value in worst.items() if name in Declared._fields}),
        rights=(*facts.rights, RightFacts(**of_right)),
    )
    assert rule.code in {stop.code for stop in check_rights(stopped).stops}


@given(DEALS, SCOPES, DECLARED)
def test_learning_what_was_missing_never_takes_back_a_stop(facts: GateFacts, scope: Scope, declared: Declared) -> None:
    learned = facts._replace(
        scope=Scope(*(new if known is None else known for known, new in zip(facts.scope, scope, strict=True))),
        declared=Declared(*(new if known is None else known for known, new in zip(facts.declared, declared, strict=True))),
    )
    assert {stop.code for stop in check_rights(facts).stops} <= {stop.code for stop in check_rights(learned).stops}


@given(DEALS, RIGHTS, PERMITS)
def test_another_right_or_permit_never_improves_the_verdict(facts: GateFacts, right: RightFacts, permit: PermitFacts) -> None:
    assert badness(facts) <= badness(facts._replace(rights=(*facts.rights, right)))
    assert badness(facts) <= badness(facts._replace(permits=(*facts.permits, permit)))


@given(DEALS)
def test_a_stop_that_is_left_open_is_asked_about(facts: GateFacts) -> None:
    """Closed means that a known fact rules the stop out, or that a question on the way does not concern this deal."""
    gate = check_rights(facts)
    could = {stop for question in gate.questions for stop in question.could} | {stop.code for stop in gate.stops}
    state = {**facts.scope._asdict(), **facts.declared._asdict()}
    for rule in RULES:
        if rule.severity == "stop" and rule.subject == "deal" and rule.code not in could:
            ruled_out = any(test.holds[state[test.fact]] is False for test in rule.tests)
            unconcerned = any(judged(QUESTIONS[fact].gate, (*facts.scope, *facts.declared)) is False for fact in rule.when if state[fact] is None)
            assert ruled_out or unconcerned, rule.code
