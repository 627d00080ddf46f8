"""What is contributed for shares is appraised and passes to the company."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"equity": "yes", "act": "transfer"}, {"contribution_appraisal", "contribution_passes", "contribution_appraisal_report"}, {"licence_contribution"}),
    ({"equity": "yes", "act": "transfer", "appraisal_done": "yes"}, {"contribution_appraisal_report"}, {"contribution_appraisal"}),
    ({"equity": "yes", "act": "exclusive"}, {"licence_contribution"}, set()),
    ({"equity": "yes", "act": "transfer", "status": "applied"}, {"application_contribution"}, set()),
    ({"equity": "no"}, set(), {"contribution_appraisal", "contribution_agreement"}),
    ({"equity": None}, set(), {"contribution_appraisal"}),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
