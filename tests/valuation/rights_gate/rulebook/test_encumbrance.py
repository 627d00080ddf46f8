"""Pledge and freezing."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"pledged": "yes", "pledgee_consent": "no"}, {"pledge_without_consent", "pledgee_consent"}, {"pledge_proceeds"}),
    ({"pledged": "yes", "pledgee_consent": "yes"}, {"pledge_proceeds"}, {"pledge_without_consent", "pledged_contribution"}),
    ({"pledged": "yes", "pledgee_consent": "yes", "equity": "yes"}, {"pledged_contribution"}, set()),
    ({"pledged": "yes", "pledgee_consent": "no", "act": "service"}, set(), {"pledge_without_consent"}),
    ({"frozen": "yes"}, {"right_frozen"}, set()),
    ({"frozen": "yes", "act": "development"}, set(), {"right_frozen"}),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
