"""Declarations go before texts, texts are read with care, and a right inherits what is declared of all."""

from __future__ import annotations

from datetime import date

from tests.valuation.rights_gate.deals import ON, AchievementStandIn, ConditionsStandIn, RightStandIn, TermsStandIn
from valuation.rights_gate.compliance import Compliance, Permit
from valuation.rights_gate.facts import Declared, GateFacts, PermitFacts, RightFacts, Scope
from valuation.rights_gate.facts_of import facts_of


def test_of_an_empty_achievement_nothing_is_known_but_the_presumption() -> None:
    assert facts_of(AchievementStandIn(), ON) == GateFacts(scope=Scope(act="conveyance"))


def test_who_deals_with_whom_and_how() -> None:
    achievement = AchievementStandIn(
        seller_kind="022",
        buyer_kind="170",
        buyer_region="310000",
        contract_type="technical_licence",
        pricing_mode="bidding",
        payment_mode="equity",
        technology_field="biomedicine",
        plan_source="nsfc",
        terms=TermsStandIn(exclusivity="sole"),
        rights=(RightStandIn(),),
    )
    expected = Scope("research", "domestic", "sole", "yes", "competitive", "biomedicine", "stated", "national")
    assert facts_of(achievement, ON).scope == expected


def test_plans_say_whether_public_money_was_in_it() -> None:
    funding = [facts_of(AchievementStandIn(plan_source=plan), ON).scope.public_funding for plan in (None, "unplanned", "province", "national_key_rd")]
    assert funding == [None, "none", "local", "national"]


def test_a_kind_of_right_without_a_record_is_one_right_of_that_kind_and_none_is_none() -> None:
    kind_only = facts_of(AchievementStandIn(ip_kind="patent", compliance=Compliance(frozen=True)), ON)
    assert (kind_only.scope.rights, kind_only.rights) == ("kind_only", (RightFacts(kind="patent", frozen="yes"),))
    none = facts_of(AchievementStandIn(ip_kind="none"), ON)
    assert (none.scope.rights, none.rights) == ("none", ())


def test_a_right_is_read_field_by_field() -> None:
    right = RightStandIn(
        ip_kind="invention_patent",
        status="授权",
        filed=date(2020, 1, 1),
        owners=("甲大学", "乙公司"),
        co_owner_consent=False,
        pledged=True,
        pledgee_consent=False,
        disputed=False,
        existing_licences="独占许可",
        licence_overlap=True,
    )
    achievement = AchievementStandIn(rights=(right,), terms=TermsStandIn(term_years=20.0), compliance=Compliance(frozen=False))
    (facts,) = facts_of(achievement, ON).rights
    assert facts == RightFacts("invention_patent", "granted", "outlasted", "several", "no", "yes", "no", "no", "no", "exclusive", "yes")


def test_consent_of_co_owners_tells_that_there_are_some_and_a_right_knows_better_than_the_whole() -> None:
    rights = (RightStandIn(co_owner_consent=True, frozen=False), RightStandIn(owners=("甲",)))
    achievement = AchievementStandIn(rights=rights, compliance=Compliance(frozen=True))
    first, second = facts_of(achievement, ON).rights
    assert (first.owners, first.frozen, second.owners, second.frozen) == ("several", "no", "one", "yes")


def test_a_declared_licence_goes_before_the_text() -> None:
    (facts,) = facts_of(AchievementStandIn(rights=(RightStandIn(licensed_as="sole", existing_licences="一家, 见附件"),)), ON).rights
    assert facts.licensed == "sole"


def test_texts_are_none_or_to_be_checked_and_declarations_go_before_them() -> None:
    conditions = ConditionsStandIn(funding="无", secrecy="不涉密", export_control="见商务部意见", ethics="无需", permits="三类医疗器械注册")
    texts = facts_of(AchievementStandIn(conditions=conditions), ON).declared
    assert texts == Declared(secrecy="none", export_control="to_check", project_conditions="none", ethics="not_needed", permits="to_check")
    compliance = Compliance(secrecy="internal", export_control="restricted", national_project_conditions="unmet", ethics="missing", permits=())
    declared = facts_of(AchievementStandIn(conditions=conditions, compliance=compliance), ON).declared
    assert declared == Declared(secrecy="internal", export_control="restricted", project_conditions="unmet", ethics="missing", permits="none")


def test_declarations_become_facts() -> None:
    compliance = Compliance(
        seller_authorised=True,
        human_genetic_resources="used",
        genetic_resources="used",
        appraisal_done=False,
        permits=(Permit(kind="drug", state="applied"), Permit(kind="other")),
    )
    facts = facts_of(AchievementStandIn(compliance=compliance), ON)
    assert facts.declared == Declared(authority="yes", human_genetic_resources="unapproved", genetic_resources="used", appraisal_done="no", permits="stated")
    assert facts.permits == (PermitFacts("drug", "applied"), PermitFacts("other", None))
