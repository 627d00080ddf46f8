"""Publicly funded results go abroad only with the agency'\''s approval."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"public_funding": "national", "buyer": "abroad", "act": "transfer"}, {"funder_approval_abroad", "funder_consent"}, {"funder_refuses"}),
    ({"public_funding": "local", "buyer": "abroad", "act": "exclusive", "funder_approval": "refused"}, {"funder_refuses"}, {"funder_approval_abroad"}),
    ({"public_funding": "national", "buyer": "abroad", "act": "ordinary"}, set(), {"funder_approval_abroad", "funder_refuses"}),
    ({"public_funding": "none", "buyer": "abroad", "act": "transfer"}, set(), {"funder_approval_abroad", "state_use"}),
    ({"project_conditions": "unmet"}, {"project_conditions_unmet"}, set()),
    ({"public_funding": "national", "project_conditions": "met"}, {"state_use", "project_contract"}, {"project_conditions_unmet"}),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
