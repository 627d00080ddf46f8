"""Reads the gate's facts from an achievement: structured declarations first, free texts where those are silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from valuation.rights_gate.compliance import Compliance
from valuation.rights_gate.conveyance import act_of
from valuation.rights_gate.facts import Declared, GateFacts, PermitFacts, RightFacts, Scope
from valuation.rights_gate.parties import buyer_group, seller_group
from valuation.rights_gate.register_status import register_status
from valuation.rights_gate.remaining_term import remaining_term
from valuation.rights_gate.stated_licences import stated_licences
from valuation.rights_gate.stated_text import stated_text
from valuation.rights_gate.subject import AchievementRecord, ConditionsRecord, RightRecord, TermsRecord

_SAID: Mapping[bool | None, str | None] = {True: "yes", False: "no", None: None}
_COMPETITIVE = ("auction", "bidding", "tender")
_LOCAL_PLANS = ("ministry", "province", "city_county")
_NOTHING = Compliance()
_UNDECLARED = Declared()


def facts_of(achievement: AchievementRecord, on: date) -> GateFacts:
    """The facts of an achievement; `on` is the valuation date, by which terms are counted."""
    declared = achievement.compliance or _NOTHING
    return GateFacts(
        scope=_scope(achievement, declared),
        declared=_declared(achievement.compliance, achievement.conditions),
        rights=_rights(achievement, declared.frozen, on),
        permits=tuple(PermitFacts(permit.kind, permit.state) for permit in declared.permits or ()),
    )


def _scope(achievement: AchievementRecord, declared: Compliance) -> Scope:
    terms = achievement.terms
    pricing, payment = achievement.pricing_mode, achievement.payment_mode
    return Scope(
        seller=seller_group(achievement.seller_kind, declared.state_asset, declared.military_seller),
        buyer=buyer_group(achievement.buyer_kind, achievement.buyer_region, declared.buyer_abroad),
        act=act_of(achievement.contract_type, None if terms is None else terms.exclusivity),
        equity=None if payment is None else "yes" if payment == "equity" else "no",
        pricing="competitive" if pricing in _COMPETITIVE else pricing,
        field=achievement.technology_field,
        rights="stated" if achievement.rights else _kind_only(achievement.ip_kind),
        public_funding=_public_funding(achievement.plan_source),
    )


def _kind_only(ip_kind: str | None) -> str | None:
    return ip_kind if ip_kind in (None, "none") else "kind_only"


def _public_funding(plan_source: str | None) -> str | None:
    if plan_source is None:
        return None
    return "none" if plan_source == "unplanned" else "local" if plan_source in _LOCAL_PLANS else "national"


def _declared(compliance: Compliance | None, conditions: ConditionsRecord | None) -> Declared:
    if compliance is None and conditions is None:
        return _UNDECLARED
    said = compliance or _NOTHING
    funding, secrecy, export_control, ethics, permits = _stated(conditions)
    resources = said.human_genetic_resources
    return Declared(
        authority=_SAID[said.seller_authorised],
        service_invention=said.service_invention,
        export_control=said.export_control or export_control,
        import_control=said.import_control,
        controlled_item=_SAID[said.controlled_item],
        export_licence=said.export_licence,
        secrecy=said.secrecy or secrecy,
        secrecy_approval=said.secrecy_approval,
        defence=said.defence,
        defence_approval=said.defence_approval,
        human_genetic_resources="unapproved" if resources == "used" else resources,
        genetic_resources=said.genetic_resources,
        project_conditions=said.national_project_conditions or funding,
        funder_approval=said.funder_approval,
        appraisal_done=_SAID[said.appraisal_done],
        publicity_done=_SAID[said.publicity_done],
        unit_decision=_SAID[said.unit_decision],
        related_parties=said.related_parties,
        ethics=said.ethics or ("not_needed" if ethics == "none" else ethics),
        permits=permits if said.permits is None else "stated" if said.permits else "none",
        data=said.data,
        data_export=said.data_export,
        generative_ai=_SAID[said.generative_ai],
    )


def _stated(conditions: ConditionsRecord | None) -> tuple[str | None, ...]:
    """What the texts on funding, secrecy, export, ethics and permits say."""
    if conditions is None:
        return (None,) * 5
    texts = (conditions.funding, conditions.secrecy, conditions.export_control, conditions.ethics, conditions.permits)
    return tuple(stated_text(text) for text in texts)


def _rights(achievement: AchievementRecord, frozen: bool | None, on: date) -> tuple[RightFacts, ...]:
    """The rights as stated; where only the kind of right is, one of that kind."""
    if achievement.rights:
        return tuple(_right(right, frozen, achievement.terms, on) for right in achievement.rights)
    kind = achievement.ip_kind
    return () if kind in (None, "none") else (RightFacts(kind=kind, frozen=_SAID[frozen]),)


def _right(right: RightRecord, frozen: bool | None, terms: TermsRecord | None, on: date) -> RightFacts:
    several = right.co_owner_consent is not None or len(right.owners) > 1
    return RightFacts(
        kind=right.ip_kind,
        status=register_status(right.status),
        term=remaining_term(right.ip_kind, right.filed, right.remaining_years, None if terms is None else terms.term_years, on),
        owners="several" if several else "one" if right.owners else None,
        co_owner_consent=_SAID[right.co_owner_consent],
        pledged=_SAID[right.pledged],
        pledgee_consent=_SAID[right.pledgee_consent],
        frozen=_SAID[frozen if right.frozen is None else right.frozen],
        disputed=_SAID[right.disputed],
        licensed=right.licensed_as or stated_licences(right.existing_licences),
        licence_overlap=_SAID[right.licence_overlap],
    )
