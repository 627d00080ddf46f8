"""A rule is true, false or open; what is missing leaves it open and is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.rights_gate.deals import DECLARED, RIGHTS, SCOPES
from valuation.rights_gate.facts import TO_CHECK, UNSTATED, Declared, RightFacts, Scope
from valuation.rights_gate.law import Citation
from valuation.rights_gate.rule import Rule, When, compiled, judged, narrowed
from valuation.rights_gate.rulebook import RULES


def rule(when: When) -> Rule:
    return Rule(code="some_rule", severity="stop", when=when, source=(Citation("civil_code", "444"),), certainty="V", zh="规则", en="rule")


def outcome(when: When, **facts: str | None) -> bool | str:
    scope = Scope(**{name: value for name, value in facts.items() if name in Scope._fields})
    right = RightFacts(**{name: value for name, value in facts.items() if name in RightFacts._fields})
    return judged(compiled(when), (*scope, *Declared(), *right))


PLEDGE = {"act": ("transfer", "exclusive"), "pledged": ("yes",)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"act": "transfer", "pledged": "yes"}, True),
        ({"act": "ordinary", "pledged": "yes"}, False),
        ({"act": "transfer", "pledged": "no"}, False),
        ({"act": "transfer", "pledged": None}, "pledged"),
        ({"act": None, "pledged": "yes"}, "act"),
        ({"act": None, "pledged": "no"}, False),
        ({"act": "licence", "pledged": "yes"}, "act"),
        ({"act": "development", "pledged": None}, False),
    ],
)
def test_what_is_missing_leaves_a_rule_open_unless_what_is_known_rules_it_out(facts: dict[str, str | None], expected: bool | str) -> None:
    assert outcome(PLEDGE, **facts) == expected


def test_an_umbrella_that_holds_only_values_of_the_rule_is_as_good_as_one_of_them() -> None:
    assert outcome({"act": ("ordinary", "sole", "exclusive"), "pledged": ("yes",)}, act="licence", pledged="yes") is True
    assert outcome({"act": ("development",), "pledged": ("yes",)}, act="licence", pledged="yes") is False


def test_a_rule_may_hold_where_nobody_said() -> None:
    when = {"status": ("applied", UNSTATED)}
    assert [outcome(when, status=status) for status in (None, TO_CHECK, "applied", "granted")] == [True, True, True, False]


def test_a_text_that_nobody_classed_leaves_a_rule_open() -> None:
    assert outcome({"status": ("lapsed",)}, status=TO_CHECK) == "status"


@given(SCOPES, DECLARED, RIGHTS, st.sampled_from([rule for rule in RULES if rule.subject != "permit"]))
def test_narrowing_to_a_scope_changes_no_judgement(scope: Scope, declared: Declared, right: RightFacts, some: Rule) -> None:
    facts = (*scope, *declared, *right)
    left = narrowed(some.tests, scope)
    assert (False if left is None else judged(left, facts)) == judged(some.tests, facts)


def test_a_rule_is_of_the_deal_of_a_right_or_of_a_permit() -> None:
    assert [rule(when).subject for when in ({"act": ("transfer",)}, PLEDGE, {"permit_kind": ("drug",)})] == ["deal", "right", "permit"]
    with pytest.raises(ValueError, match="not of both"):
        rule({"pledged": ("yes",), "permit_kind": ("drug",)})


def test_the_scope_of_a_rule_is_who_and_how() -> None:
    assert rule(PLEDGE).scope == {"act": ("transfer", "exclusive")}


@pytest.mark.parametrize("when", [{"pledged": ("maybe",)}, {"pledged": ()}])
def test_a_value_that_does_not_exist_is_refused(when: When) -> None:
    with pytest.raises(ValueError, match="pledged"):
        rule(when)


def test_a_fact_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        rule({"weather": ("fine",)})
