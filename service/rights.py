"""The rights and compliance gate in an answer: in codes with every valuation, with its sentences and sources where `compliance` was given.

The whole answer is some ten kilobytes: an exchange that lists thousands does not want it each time, an appraiser does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter

import msgspec

from service.spoken import spoken
from valuation.achievement import Achievement
from valuation.columns_of import Subject
from valuation.rights_gate.answer import RightsGate
from valuation.rights_gate.facts_of import facts_of
from valuation.rights_gate.gate import check_rights, rights_codes

_PARTS = ("rights", "terms", "conditions", "compliance")
_PLAIN = ("seller_kind", "buyer_kind", "buyer_region", "contract_type", "pricing_mode", "payment_mode", "technology_field", "ip_kind", "plan_source")
"""All that the gate reads of an achievement: parts with parts of their own, and plain codes."""
_parts, _plain = attrgetter(*_PARTS), attrgetter(*_PLAIN)
_NO_DAY = date.min


@dataclass(frozen=True, slots=True)
class Rights:
    """The gate's answer in codes as JSON, and whole where that was asked for."""

    codes: msgspec.Raw | None
    gate: RightsGate | None = None


def rights_of(subject: Subject) -> Rights:
    """What stops the deal, what it is subject to, which documents it takes, and what must be asked first."""
    achievement = subject.achievement
    rights, terms, conditions, compliance = _parts(achievement)
    if not rights and terms is None and conditions is None and compliance is None:
        return _of_codes(_plain(achievement))
    facts = facts_of(achievement, subject.valuation_date)
    return Rights(spoken(rights_codes(facts), None), None if compliance is None else check_rights(facts))


@lru_cache(maxsize=4096)
def _of_codes(codes: tuple[str | None, ...]) -> Rights:
    """The answer to an achievement of which no more than codes is known: there are few kinds, and no date matters without rights that lapse."""
    plain = Achievement.model_validate({"text": "", **dict(zip(_PLAIN, codes, strict=True))})
    return Rights(spoken(rights_codes(facts_of(plain, _NO_DAY)), None))
