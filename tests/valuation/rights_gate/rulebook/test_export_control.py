"""What leaves the country: prohibited stops, restricted takes a licence, the rest a record."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"buyer": "abroad", "export_control": "prohibited"}, {"export_prohibited"}, {"export_registration"}),
    ({"buyer": "abroad", "export_control": "prohibited", "act": "service"}, {"export_prohibited"}, set()),
    ({"buyer": "foreign_invested", "export_control": "prohibited"}, set(), {"export_prohibited"}),
    ({"buyer": "abroad", "export_control": "restricted"}, {"export_licence_needed", "export_licence"}, {"export_prohibited", "export_licence_refused"}),
    ({"buyer": "abroad", "export_control": "restricted", "export_licence": "granted"}, {"export_licence"}, {"export_licence_needed"}),
    ({"buyer": "abroad", "export_control": "restricted", "export_licence": "refused"}, {"export_licence_refused"}, {"export_licence_needed"}),
    ({"buyer": "abroad", "export_control": "none"}, {"export_registration", "export_record"}, {"export_licence"}),
    ({"buyer": "abroad", "controlled_item": "yes"}, {"control_licence_needed", "end_user_certificate"}, {"control_licence_refused"}),
    ({"buyer": "abroad", "controlled_item": "yes", "export_licence": "refused"}, {"control_licence_refused"}, {"control_licence_needed"}),
    ({"buyer": "abroad", "export_control": "restricted", "act": "exclusive"}, {"outbound_ip_review"}, {"patent_to_foreigner"}),
    ({"buyer": "abroad", "export_control": "none", "act": "transfer"}, {"patent_to_foreigner"}, {"outbound_ip_review"}),
    ({"buyer": "abroad", "act": "transfer", "kind": "plant_variety"}, {"variety_to_foreigner"}, {"patent_to_foreigner"}),
    ({"buyer": "abroad"}, {"secrecy_review_before_foreign_filing"}, set()),
    ({"seller": "abroad", "import_control": "prohibited"}, {"import_prohibited"}, {"import_licence_or_record"}),
    ({"seller": "abroad", "import_control": "none"}, {"import_licence_or_record", "import_record"}, {"import_prohibited"}),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
