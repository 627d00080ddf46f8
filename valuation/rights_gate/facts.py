"""The facts that the rights gate reads, as codes: who deals and how (`Scope`), what the parties declare (`Declared`), each right and each permit.

A fact is one of its values, None where nobody said (`UNSTATED` in a rule), `TO_CHECK` where a text was given that nobody has classed, or an umbrella: a code
that leaves several values possible, as "firm" leaves open whether the firm is the state's. Values run from harmless to grave, except those of `UNORDERED`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

UNSTATED = "unstated"
"""How a rule names a fact that nobody stated."""
TO_CHECK = "to_check"
"""A text was given; what it means must be classed by a person. As good as unstated, but asked about in any case."""

PATENTS = ("invention_patent", "utility_model", "design_patent")
COPYRIGHTS = ("software_copyright", "design_copyright")
REGISTERED = (*PATENTS, "plant_variety", "ic_layout")
"""Kinds of right that exist only by grant or registration."""

TRANSFER = ("transfer",)
LICENCES = ("ordinary", "sole", "exclusive")
CONVEYS = (*LICENCES, "transfer")
"""What passes a right or leave to use it; development, consulting and service do not."""
BINDING = ("sole", "exclusive", "transfer")
"""What shuts others out."""


class Scope(NamedTuple):
    """Who deals with whom, over what, and how. Rules are narrowed to a scope once and kept."""

    seller: str | None = None
    buyer: str | None = None
    act: str | None = "conveyance"
    equity: str | None = None
    pricing: str | None = None
    field: str | None = None
    rights: str | None = None
    public_funding: str | None = None


class Declared(NamedTuple):
    """What the parties declare of the deal as a whole."""

    authority: str | None = None
    service_invention: str | None = None
    export_control: str | None = None
    import_control: str | None = None
    controlled_item: str | None = None
    export_licence: str | None = None
    secrecy: str | None = None
    secrecy_approval: str | None = None
    defence: str | None = None
    defence_approval: str | None = None
    human_genetic_resources: str | None = None
    genetic_resources: str | None = None
    project_conditions: str | None = None
    funder_approval: str | None = None
    appraisal_done: str | None = None
    publicity_done: str | None = None
    unit_decision: str | None = None
    related_parties: str | None = None
    ethics: str | None = None
    permits: str | None = None
    data: str | None = None
    data_export: str | None = None
    generative_ai: str | None = None


class RightFacts(NamedTuple):
    """One right."""

    kind: str | None = None
    status: str | None = None
    term: str | None = None
    owners: str | None = None
    co_owner_consent: str | None = None
    pledged: str | None = None
    pledgee_consent: str | None = None
    frozen: str | None = None
    disputed: str | None = None
    licensed: str | None = None
    licence_overlap: str | None = None


class PermitFacts(NamedTuple):
    """One market-entry permit."""

    permit_kind: str | None = None
    permit_state: str | None = None


class GateFacts(NamedTuple):
    """All that the gate knows of one achievement; hashable, so that an answer is computed once."""

    scope: Scope = Scope()
    declared: Declared = Declared()
    rights: tuple[RightFacts, ...] = ()
    permits: tuple[PermitFacts, ...] = ()


_NO_YES = ("no", "yes")
_YES_NO = ("yes", "no")
_APPROVAL = ("granted", "pending", "refused")
_CONTROL = ("none", "restricted", "prohibited")

VALUES: Mapping[str, tuple[str, ...]] = {
    "seller": ("research", "public_body", "association", "state_firm", "private_firm", "person", "abroad", "military"),
    "buyer": ("domestic", "state_firm", "foreign_invested", "abroad"),
    "act": ("consulting", "service", "development", *CONVEYS),
    "equity": _NO_YES,
    "pricing": ("agreement", "listing", "competitive", "appraisal"),
    "field": (
        *("electronic_information", "aerospace", "advanced_manufacturing", "biomedicine", "new_materials", "new_energy", "environment"),
        *("nuclear", "agriculture", "transport", "urban_construction_social"),
    ),
    "rights": ("stated", "kind_only", "none"),
    "public_funding": ("none", "local", "national"),
    "authority": _YES_NO,
    "service_invention": ("no", "yes", "unsettled"),
    "export_control": _CONTROL,
    "import_control": _CONTROL,
    "controlled_item": _NO_YES,
    "export_licence": _APPROVAL,
    "secrecy": ("none", "internal", "state_secret"),
    "secrecy_approval": _APPROVAL,
    "defence": ("none", "involved"),
    "defence_approval": _APPROVAL,
    "human_genetic_resources": ("none", "approved", "unapproved"),
    "genetic_resources": ("none", "lawful", "unlawful"),
    "project_conditions": ("none", "met", "unmet"),
    "funder_approval": _APPROVAL,
    "appraisal_done": _YES_NO,
    "publicity_done": _YES_NO,
    "unit_decision": _YES_NO,
    "related_parties": ("none", "approved", "related"),
    "ethics": ("not_needed", "passed", "missing"),
    "permits": ("none", "stated"),
    "data": ("none", "personal", "important"),
    "data_export": _APPROVAL,
    "generative_ai": _NO_YES,
    "kind": (*PATENTS, "know_how", *COPYRIGHTS, "plant_variety", "ic_layout", "biomedicine_variety", "none"),
    "status": ("granted", "applied", "challenged", "lapsed", "refused", "invalid"),
    "term": ("ample", "short", "outlasted", "over"),
    "owners": ("one", "several"),
    "co_owner_consent": _YES_NO,
    "pledged": _NO_YES,
    "pledgee_consent": _YES_NO,
    "frozen": _NO_YES,
    "disputed": _NO_YES,
    "licensed": ("none", "open", "ordinary", "sole", "exclusive"),
    "licence_overlap": _NO_YES,
    "permit_kind": ("drug", "medical_device", "pesticide", "veterinary_drug", "crop_variety", "gmo", "other"),
    "permit_state": ("granted", "applied", "none"),
}
"""Fact → its values, from harmless to grave."""

UNORDERED = frozenset({"seller", "buyer", "act", "equity", "pricing", "field", "kind", "permit_kind", "rights", "licensed"})
"""Facts whose values are not better or worse, only different."""

UMBRELLAS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "seller": {"firm": ("state_firm", "private_firm"), "public": ("research", "public_body")},
    "buyer": {
        "domestic_firm": ("domestic", "state_firm"),
        "in_china": ("domestic", "state_firm", "foreign_invested"),
        "person": ("domestic", "abroad"),
    },
    "act": {"licence": LICENCES, "conveyance": CONVEYS},
    "genetic_resources": {"used": ("lawful", "unlawful")},
    "kind": {"patent": PATENTS},
}
"""Fact → code that leaves several values possible → those values."""

SCOPE_FACTS = Scope._fields
DEAL_FACTS = (*Scope._fields, *Declared._fields)
RIGHT_FACTS = RightFacts._fields
PERMIT_FACTS = PermitFacts._fields
POSITION: Mapping[str, int] = {name: at for facts in (RIGHT_FACTS, PERMIT_FACTS) for at, name in enumerate((*DEAL_FACTS, *facts))}
"""Fact → where it stands in the facts of the deal followed by those of one right, or of one permit."""
