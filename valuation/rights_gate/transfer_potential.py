"""The gate's word on two indicators of transfer potential: PA1 clear title (pass, conditions, fail) and PA2 entry permits (none, applied, granted)."""

from __future__ import annotations

from typing import Literal

from valuation.rights_gate.answer import RightsGate
from valuation.rights_gate.compliance import Compliance

TITLE_TOPICS = frozenset({"title", "encumbrance", "co_ownership", "earlier_licences", "service_inventions"})
"""Topics that bear on title, shares, encumbrances and consents."""
_FROM_WORST: tuple[Literal["none", "applied", "granted"], ...] = ("none", "applied", "granted")


def clear_title(gate: RightsGate) -> Literal["pass", "conditions", "fail"] | None:
    """PA1; None while a question that title turns on is open."""
    if any(stop.topic in TITLE_TOPICS for stop in gate.stops):
        return "fail"
    if any(question.topic in TITLE_TOPICS for question in gate.questions):
        return None
    return "conditions" if any(condition.topic in TITLE_TOPICS for condition in gate.conditions) else "pass"


def entry_permits(compliance: Compliance | None) -> Literal["none", "applied", "granted"] | None:
    """PA2: the least advanced of the permits that the product needs; None where none is needed or nobody said."""
    if compliance is None or not compliance.permits or any(permit.state is None for permit in compliance.permits):
        return None
    states = {permit.state for permit in compliance.permits}
    return next(state for state in _FROM_WORST if state in states)
