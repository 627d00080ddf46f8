"""The rights and compliance gate: what stops a deal, what it is subject to, which documents it takes, and what must be asked first.

`check_rights(facts_of(achievement, on))` answers in microseconds. Rules are data (`rulebook/`), each with its source and certainty; they are our own reading
of Chinese law, never legal advice.
"""

from __future__ import annotations

from valuation.rights_gate.answer import RightsCodes, RightsGate
from valuation.rights_gate.compliance import Compliance, Permit
from valuation.rights_gate.facts_of import facts_of
from valuation.rights_gate.gate import check_rights, rights_codes

__all__ = ["Compliance", "Permit", "RightsCodes", "RightsGate", "check_rights", "facts_of", "rights_codes"]
