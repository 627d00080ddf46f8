"""Every rule that pricing advice knows, with scope, source and certainty; one table to be reviewed against the originals.

Only the sources marked V were seen in a public copy; K is general professional knowledge: open the original before relying on it.
"""

from __future__ import annotations

from collections.abc import Mapping

from valuation.pricing_modes.answer import RuleNote
from valuation.pricing_modes.case import AdviceCase
from valuation.pricing_modes.mode import MODES, Mode
from valuation.pricing_modes.rule import Answer, Rule, all_of

PUBLICITY_DAYS = 15

_INSTITUTES = frozenset({"021", "022"})
_STATE_ENTERPRISES = frozenset({"110"})
_PERHAPS_STATE_ENTERPRISES = frozenset({"100", "140", "150", "160", "enterprise"})
"""Registration types that do not say who owns the company."""
_PUBLIC_BODIES = frozenset({"010", "011", "012", "013", "014", "023", "024"})


def institute(case: AdviceCase, mode: Mode) -> Answer:
    """A research institute or university established by the state; taken as so established unless the request denies it."""
    kind = case.facts.seller_kind
    if case.request.state_established is False:
        return False
    return None if kind in (None, "020") else kind in _INSTITUTES


def state_enterprise(case: AdviceCase, mode: Mode) -> Answer:
    """A state-owned enterprise."""
    kind = case.facts.seller_kind
    if kind in _STATE_ENTERPRISES or case.request.central_enterprise:
        return True
    return None if kind is None or kind in _PERHAPS_STATE_ENTERPRISES else False


def central_enterprise(case: AdviceCase, mode: Mode) -> Answer:
    """A central state-owned enterprise or its subsidiary, as the request says: no registration type tells."""
    if case.request.central_enterprise is not None:
        return case.request.central_enterprise
    return None if state_enterprise(case, mode) is not False else False


def state_asset_to_appraise(case: AdviceCase, mode: Mode) -> Answer:
    """A holder of state assets whose sale ordinarily takes an appraisal; institutes and universities decide for themselves."""
    owned = state_enterprise(case, mode)
    if owned or case.facts.seller_kind in _PUBLIC_BODIES:
        return True
    return None if institute(case, mode) is not False else owned


def priced_by_agreement(case: AdviceCase, mode: Mode) -> Answer:
    """Whether the price is found by agreement, whatever is handed over."""
    pricing = case.facts.pricing_mode
    return True if mode == "agreement" else None if pricing is None else pricing == "agreement"


def open_licence(case: AdviceCase, mode: Mode) -> Answer:
    """Whether a patent open licence is meant."""
    return case.request.open_licence


def anyone(case: AdviceCase, mode: Mode) -> Answer:
    """Whoever sells."""
    return True


def relisted_by_state_enterprise(case: AdviceCase, mode: Mode) -> Answer:
    """A state-owned enterprise that listed before and lists again."""
    return all_of(state_enterprise(case, mode), case.request.previous_list_price is not None)


PUBLICITY = Rule(
    "publicity",
    "duty",
    ("agreement", "equity", "licence"),
    lambda case, mode: all_of(institute(case, mode), priced_by_agreement(case, mode)),
    "publicity",
    "K",
)
RESERVE_FROM_APPRAISAL = Rule("reserve_from_appraisal", "duty", ("auction",), state_asset_to_appraise, "auction_law_28", "K")
RELISTING = Rule("relisting_below_90", "limit", ("listing",), relisted_by_state_enterprise, "decree_32", "K")
OPEN_LICENCE_FEE = Rule("open_licence_fee", "limit", ("licence",), open_licence, "open_licence_guide", "V")
OPEN_LICENCE_SALES = Rule("open_licence_sales", "limit", ("licence",), open_licence, "open_licence_guide", "V")
OPEN_LICENCE_PROFIT = Rule("open_licence_profit", "limit", ("licence",), open_licence, "open_licence_guide", "V")
OPEN_LICENCE_ORDINARY = Rule("open_licence_ordinary", "limit", ("licence",), open_licence, "patent_law_51", "K")

RULES: tuple[Rule, ...] = (
    PUBLICITY,
    Rule("team_reward", "right", MODES, institute, "conversion_law_45", "K"),
    Rule("institute_appraisal", "right", MODES, institute, "decree_100", "K"),
    Rule("central_appraisal", "duty", ("agreement", "listing", "auction", "equity"), central_enterprise, "notice_8", "V"),
    Rule("central_cost_floor", "right", ("listing", "auction"), central_enterprise, "notice_8", "V"),
    Rule("central_licence_guide", "right", ("licence",), central_enterprise, "notice_8", "V"),
    RELISTING,
    RESERVE_FROM_APPRAISAL,
    Rule("reserve_secret", "right", ("auction",), anyone, "auction_law_28", "K"),
    Rule("contribution_appraisal", "duty", ("equity",), anyone, "company_law_48", "K"),
    OPEN_LICENCE_FEE,
    OPEN_LICENCE_SALES,
    OPEN_LICENCE_PROFIT,
    OPEN_LICENCE_ORDINARY,
)

_ORDER = ("requirement", "warning", "information")


def rule_notes(case: AdviceCase, mode: Mode, exceeded: Mapping[Rule, Answer] | None = None) -> tuple[RuleNote, ...]:
    """What every rule about a mode says in a case, the pressing ones first; `exceeded` tells which limits the amounts lie beyond."""
    beyond = exceeded or {}
    notes = [rule.note(case, mode, beyond.get(rule)) for rule in RULES if mode in rule.modes]
    return tuple(sorted(notes, key=lambda note: _ORDER.index(note.standing)))
