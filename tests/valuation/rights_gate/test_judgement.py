"""The deal, each right and each permit are judged apart, and nothing is judged twice."""

from __future__ import annotations

from tests.valuation.rights_gate.deals import HARMLESS, HARMLESS_RIGHT, deal
from valuation.rights_gate.facts import PermitFacts
from valuation.rights_gate.judgement import judgements_of


def test_a_right_is_judged_by_its_own_facts_and_those_of_the_deal() -> None:
    judgements = judgements_of(HARMLESS._replace(rights=(HARMLESS_RIGHT, HARMLESS_RIGHT._replace(frozen="yes"))))
    assert [[rule.code for rule in judgement.fired if rule.severity == "stop"] for judgement in judgements.rights] == [[], ["right_frozen"]]
    assert not any(rule.subject == "right" for rule in judgements.deal.fired)


def test_what_is_open_is_asked_with_the_stops_that_turn_on_it() -> None:
    (judgement,) = judgements_of(deal(act="exclusive", owners=None)).rights
    assert judgement.asked == (("owners", ("patent_co_owner_refuses",)),)


def test_a_permit_is_judged_by_its_place() -> None:
    judgements = judgements_of(HARMLESS._replace(permits=(PermitFacts("drug", "granted"), PermitFacts("drug", "none"))))
    assert [[rule.code for rule in judgement.fired] for judgement in judgements.permits] == [["drug_certificate"], ["permit_outstanding"]]


def test_the_same_right_in_another_list_is_not_judged_again() -> None:
    alone = judgements_of(HARMLESS).rights[0]
    among = judgements_of(HARMLESS._replace(rights=(HARMLESS_RIGHT._replace(pledged="yes"), HARMLESS_RIGHT))).rights[1]
    assert alone is among
