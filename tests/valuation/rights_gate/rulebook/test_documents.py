"""Each kind of right and of deal has its papers."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"act": "ordinary"}, {"written_contract", "proof_of_authority", "patent_certificate", "annual_fee_receipt", "licence_record"}, {"transfer_record"}),
    ({"act": "transfer"}, {"transfer_record"}, {"licence_record"}),
    ({"kind": "utility_model"}, {"evaluation_report"}, set()),
    ({"kind": "invention_patent"}, set(), {"evaluation_report"}),
    ({"kind": "software_copyright"}, {"software_certificate"}, {"patent_certificate", "licence_record"}),
    ({"kind": "plant_variety"}, {"variety_certificate"}, {"patent_certificate"}),
    ({"kind": "ic_layout"}, {"layout_certificate"}, set()),
    ({"act": "consulting"}, {"contract_registration", "results_of_new_work"}, {"written_contract", "no_restraint_of_competition"}),
    ({"act": "development"}, {"written_contract", "results_of_new_work"}, {"proof_of_authority"}),
    ({"status": None}, {"patent_certificate"}, {"annual_fee_receipt"}),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
