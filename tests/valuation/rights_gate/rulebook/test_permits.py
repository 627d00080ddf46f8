"""A missing permit is a condition, never a stop; some permits do not pass with the technology."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"permit_kind": "drug", "permit_state": "applied"}, {"permit_outstanding"}, {"drug_certificate"}),
    ({"permit_kind": "other", "permit_state": None}, {"permit_outstanding"}, set()),
    ({"permit_kind": "drug", "permit_state": "granted", "act": "transfer"}, {"drug_holder_change", "drug_certificate"}, {"permit_outstanding"}),
    ({"permit_kind": "drug", "permit_state": "granted", "act": "ordinary"}, {"drug_certificate"}, {"drug_holder_change"}),
    ({"permit_kind": "medical_device", "permit_state": "granted", "act": "transfer"}, {"device_registration_anew", "device_certificate"}, set()),
    ({"permit_kind": "pesticide", "permit_state": "granted"}, {"pesticide_data_transfer", "pesticide_certificate"}, set()),
    ({"permit_kind": "crop_variety", "permit_state": "granted"}, {"variety_approval"}, {"pesticide_certificate"}),
    ({"permit_kind": "other", "permit_state": "granted"}, {"permit_certificate"}, set()),
    ({"ethics": "missing"}, {"ethics_missing", "ethics_opinion"}, set()),
    ({"ethics": "passed"}, {"ethics_opinion"}, {"ethics_missing"}),
    ({"ethics": "not_needed"}, set(), {"ethics_opinion"}),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
