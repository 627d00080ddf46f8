"""A result of employment is the unit'\''s; those who made it come first and are rewarded."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"seller": "person", "service_invention": "yes", "authority": "no"}, {"employee_sells_unit_invention", "unit_agreement"}, set()),
    ({"seller": "person", "service_invention": "yes", "authority": "yes"}, {"unit_agreement"}, {"employee_sells_unit_invention"}),
    ({"seller": "person", "service_invention": "no"}, set(), {"unit_agreement", "makers_priority"}),
    ({"service_invention": "unsettled"}, {"ownership_unsettled"}, set()),
    ({"seller": "research", "act": "transfer", "service_invention": None}, {"makers_priority", "team_reward"}, {"inventor_reward"}),
    ({"seller": "private_firm", "act": "transfer", "service_invention": "yes"}, {"makers_priority", "inventor_reward"}, {"team_reward"}),
    ({"act": "ordinary"}, {"statement_on_service_invention"}, {"makers_priority"}),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
