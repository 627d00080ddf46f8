"""Facts, their values and their places agree with one another."""

from __future__ import annotations

from valuation import codes
from valuation.rights_gate.facts import DEAL_FACTS, PERMIT_FACTS, POSITION, RIGHT_FACTS, SCOPE_FACTS, UMBRELLAS, UNORDERED, VALUES, Declared, RightFacts, Scope


def test_every_fact_has_values_and_every_list_of_values_is_of_a_fact() -> None:
    assert VALUES.keys() == {*DEAL_FACTS, *RIGHT_FACTS, *PERMIT_FACTS} and VALUES.keys() >= UNORDERED


def test_an_umbrella_covers_several_values_of_its_fact_and_is_none_of_them() -> None:
    for fact, umbrellas in UMBRELLAS.items():
        for umbrella, values in umbrellas.items():
            assert umbrella not in VALUES[fact] and len(values) > 1 and set(values) <= set(VALUES[fact])


def test_a_fact_stands_where_it_is_read() -> None:
    facts = (*Scope(*SCOPE_FACTS), *Declared(*Declared._fields), *RightFacts(*RIGHT_FACTS))
    assert all(facts[POSITION[name]] == name for name in (*DEAL_FACTS, *RIGHT_FACTS))
    assert [POSITION[name] for name in PERMIT_FACTS] == [len(DEAL_FACTS), len(DEAL_FACTS) + 1]


def test_kinds_of_right_fields_and_modes_are_those_of_the_code_lists() -> None:
    assert {*VALUES["kind"], *UMBRELLAS["kind"]} == set(codes.LISTS["ip_kind"].entries)
    assert set(VALUES["field"]) == set(codes.LISTS["technology_field"].entries)
    assert set(VALUES["act"]) >= set(codes.LISTS["exclusivity"].entries)
