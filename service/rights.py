"""The rights and compliance gate in an answer: in codes with every valuation, with its sentences and sources where `compliance` was given.

The whole answer is some ten kilobytes: an exchange that lists thousands does not want it each time, an appraiser does.
"""

from __future__ import annotations

from dataclasses import dataclass

from valuation.columns_of import Subject
from valuation.rights_gate.answer import RightsCodes, RightsGate
from valuation.rights_gate.facts_of import facts_of
from valuation.rights_gate.gate import check_rights, rights_codes


@dataclass(frozen=True, slots=True)
class Rights:
    """The gate's answer in codes, and whole where that was asked for."""

    codes: RightsCodes
    gate: RightsGate | None


def rights_of(subject: Subject) -> Rights:
    """What stops the deal, what it is subject to, which documents it takes, and what must be asked first."""
    facts = facts_of(subject.achievement, subject.valuation_date)
    return Rights(rights_codes(facts), None if subject.achievement.compliance is None else check_rights(facts))
