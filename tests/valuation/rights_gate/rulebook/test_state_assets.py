"""Each seller has its own procedure, and nobody another'\''s."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    (
        {"seller": "research"},
        {"publicity", "research_decision", "decision_minutes", "publicity_record", "research_appraisal_optional"},
        {"state_firm_decision"},
    ),
    ({"seller": "research", "publicity_done": "yes", "unit_decision": "yes"}, {"publicity_record"}, {"publicity", "research_decision"}),
    ({"seller": "research", "pricing": "listing"}, set(), {"publicity", "publicity_record"}),
    ({"seller": "research", "pricing": None}, {"publicity", "research_pricing_mode"}, {"publicity_record"}),
    ({"seller": "research", "act": "service"}, set(), {"publicity", "decision_minutes"}),
    ({"seller": "private_firm"}, set(), {"publicity", "decision_minutes", "state_firm_decision", "public_body_approval"}),
    ({"seller": "research", "buyer": "state_firm"}, {"research_to_state_firm"}, {"research_appraisal_optional"}),
    ({"seller": "research", "equity": "yes"}, {"research_shareholding", "contribution_appraisal"}, set()),
    ({"seller": "public_body"}, {"public_body_approval"}, {"publicity", "public_body_appraisal"}),
    ({"seller": "public_body", "act": "transfer"}, {"public_body_appraisal", "state_appraisal_report"}, set()),
    ({"seller": "state_firm", "act": "transfer"}, {"state_firm_decision", "state_firm_appraisal", "state_firm_public_sale"}, {"publicity"}),
    (
        {"seller": "state_firm", "act": "transfer", "appraisal_done": "yes", "unit_decision": "yes", "pricing": "listing"},
        {"state_firm_relisting"},
        {"state_firm_appraisal", "state_firm_public_sale"},
    ),
    ({"seller": "state_firm", "act": "ordinary"}, {"state_firm_licence_fee"}, {"state_firm_appraisal", "state_appraisal_report"}),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
