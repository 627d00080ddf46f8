"""Deals for the tests of the gate: facts by name, and records as the achievement holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from valuation.rights_gate.answer import RightsGate
from valuation.rights_gate.compliance import Compliance
from valuation.rights_gate.facts import DEAL_FACTS, PERMIT_FACTS, RIGHT_FACTS, UMBRELLAS, VALUES, Declared, GateFacts, PermitFacts, RightFacts, Scope
from valuation.rights_gate.gate import check_rights

Facts = TypeVar("Facts", Scope, Declared, RightFacts)

ON = date(2026, 11, 28)
HARMLESS_RIGHT = RightFacts(
    kind="invention_patent",
    status="granted",
    term="ample",
    owners="one",
    pledged="no",
    frozen="no",
    disputed="no",
    licensed="none",
)
HARMLESS = GateFacts(
    scope=Scope(
        seller="private_firm",
        buyer="domestic",
        act="ordinary",
        equity="no",
        pricing="agreement",
        field="new_materials",
        rights="stated",
        public_funding="none",
    ),
    declared=Declared(authority="yes", service_invention="yes", secrecy="none", related_parties="none"),
    rights=(HARMLESS_RIGHT,),
)
"""A deal with nothing against it: an ordinary licence of one patent from one private firm to another."""


def deal(**facts: str | None) -> GateFacts:
    """The harmless deal with some facts changed; those of a right are those of its one right, those of a permit add one."""
    scope = {name: value for name, value in facts.items() if name in Scope._fields}
    declared = {name: value for name, value in facts.items() if name in Declared._fields}
    right = {name: value for name, value in facts.items() if name in RIGHT_FACTS}
    permit = {name: value for name, value in facts.items() if name in PERMIT_FACTS}
    assert not facts.keys() - {*DEAL_FACTS, *RIGHT_FACTS, *PERMIT_FACTS}
    return GateFacts(
        scope=HARMLESS.scope._replace(**scope),
        declared=HARMLESS.declared._replace(**declared),
        rights=(HARMLESS_RIGHT._replace(**right),),
        permits=(PermitFacts(**permit),) if permit else (),
    )


def codes(gate: RightsGate) -> set[str]:
    """Every code that a gate answers with, questions apart."""
    return {finding.code for findings in (gate.stops, gate.conditions, gate.documents, gate.info) for finding in findings}


def found(**facts: str | None) -> set[str]:
    """The codes for the harmless deal with some facts changed."""
    return codes(check_rights(deal(**facts)))


def asked(**facts: str | None) -> set[str]:
    """The questions for the harmless deal with some facts changed."""
    return {question.code for question in check_rights(deal(**facts)).questions}


def _pairs(names: tuple[str, ...]) -> list[tuple[str, str | None]]:
    return [(name, value) for name in names for value in (None, *VALUES[name], *UMBRELLAS.get(name, ()))]


def any_facts(*bases: Facts) -> st.SearchStrategy[Facts]:
    """One of these facts with some of its values changed, missing ones and umbrellas among them."""
    changes = st.lists(st.sampled_from(_pairs(bases[0]._fields)), max_size=8)
    return st.builds(lambda base, changed: base._replace(**dict(changed)), st.sampled_from(bases), changes)


SCOPES = any_facts(Scope(), HARMLESS.scope)
DECLARED = any_facts(Declared(), HARMLESS.declared)
RIGHTS = any_facts(RightFacts(), HARMLESS_RIGHT)
PERMITS = st.builds(PermitFacts, *(st.sampled_from([None, *VALUES[name]]) for name in PERMIT_FACTS))
DEALS = st.builds(GateFacts, scope=SCOPES, declared=DECLARED, rights=st.lists(RIGHTS, max_size=2).map(tuple), permits=st.lists(PERMITS, max_size=1).map(tuple))
"""Any deal of up to two rights and one permit."""


@dataclass(frozen=True)
class RightStandIn:
    """A right as `Achievement.rights` holds it."""

    ip_kind: str | None = None
    status: str | None = None
    filed: date | None = None
    remaining_years: float | None = None
    owners: tuple[str, ...] = ()
    co_owner_consent: bool | None = None
    pledged: bool | None = None
    pledgee_consent: bool | None = None
    frozen: bool | None = None
    disputed: bool | None = None
    existing_licences: str | None = None
    licensed_as: str | None = None
    licence_overlap: bool | None = None


@dataclass(frozen=True)
class TermsStandIn:
    """Terms as `Achievement.terms` holds them."""

    exclusivity: str | None = None
    term_years: float | None = None


@dataclass(frozen=True)
class ConditionsStandIn:
    """Conditions as `Achievement.conditions` holds them."""

    funding: str | None = None
    secrecy: str | None = None
    export_control: str | None = None
    ethics: str | None = None
    permits: str | None = None


@dataclass(frozen=True)
class AchievementStandIn:
    """An achievement with the fields that the gate reads."""

    seller_kind: str | None = None
    buyer_kind: str | None = None
    buyer_region: str | None = None
    contract_type: str | None = None
    pricing_mode: str | None = None
    payment_mode: str | None = None
    technology_field: str | None = None
    ip_kind: str | None = None
    plan_source: str | None = None
    rights: tuple[RightStandIn, ...] = ()
    terms: TermsStandIn | None = None
    conditions: ConditionsStandIn | None = None
    compliance: Compliance | None = None
