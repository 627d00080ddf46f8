"""A state-owned firm deals with related parties with consent only; everybody discloses."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"seller": "state_firm", "related_parties": "related"}, {"related_without_approval", "related_approval", "related_disclosed"}, set()),
    ({"seller": "state_firm", "related_parties": "approved"}, {"related_disclosed", "related_approval"}, {"related_without_approval"}),
    ({"seller": "research", "related_parties": "related"}, {"related_disclosed", "related_team"}, {"related_without_approval"}),
    ({"seller": "private_firm", "related_parties": "related"}, {"related_disclosed"}, {"related_without_approval", "statement_on_relations"}),
    ({"seller": "research", "related_parties": "none"}, {"statement_on_relations"}, {"related_disclosed"}),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
