"""Personal and important data leave the country only with their own clearance."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"data": "personal", "buyer": "abroad"}, {"data_export_needed", "personal_data_basis"}, {"data_export_refused"}),
    ({"data": "important", "buyer": "abroad", "data_export": "granted"}, {"important_data_protection"}, {"data_export_needed"}),
    ({"data": "important", "buyer": "abroad", "data_export": "refused"}, {"data_export_refused"}, {"data_export_needed"}),
    ({"data": "personal", "buyer": "domestic"}, {"personal_data_basis"}, {"data_export_needed"}),
    ({"generative_ai": "yes"}, {"generative_ai_filing"}, set()),
    ({"kind": "software_copyright"}, {"open_source_list"}, set()),
    ({"data": "none"}, set(), {"personal_data_basis", "open_source_list", "generative_ai_filing"}),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
