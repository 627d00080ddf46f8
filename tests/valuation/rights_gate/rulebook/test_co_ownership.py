"""One co-owner may license ordinarily and shares the fee; whatever shuts others out takes the consent of all."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"owners": "several", "co_owner_consent": "no", "act": "transfer"}, {"patent_co_owner_refuses", "consent_of_all_co_owners"}, set()),
    ({"owners": "several", "co_owner_consent": "no", "act": "exclusive"}, {"patent_co_owner_refuses"}, set()),
    ({"owners": "several", "co_owner_consent": "no", "act": "ordinary"}, {"ordinary_licence_fee_shared"}, {"patent_co_owner_refuses"}),
    ({"owners": "several", "co_owner_consent": "yes", "act": "transfer"}, {"consent_of_all_co_owners"}, {"patent_co_owner_refuses"}),
    ({"owners": "one", "co_owner_consent": "no", "act": "transfer"}, set(), {"patent_co_owner_refuses"}),
    ({"kind": "know_how", "owners": "several", "co_owner_consent": "no", "act": "sole"}, {"know_how_co_owner_refuses"}, {"patent_co_owner_refuses"}),
    ({"kind": "know_how", "owners": "several", "act": "ordinary"}, {"ordinary_licence_of_know_how"}, {"ordinary_licence_fee_shared"}),
    ({"kind": "software_copyright", "owners": "several", "co_owner_consent": "no", "act": "transfer"}, {"copyright_co_owner_refuses"}, set()),
    ({"kind": "software_copyright", "owners": "several", "act": "ordinary"}, {"ordinary_licence_of_joint_work"}, set()),
    ({"kind": "plant_variety", "owners": "several", "co_owner_consent": "no", "act": "transfer"}, {"other_co_owner_refuses"}, set()),
    ({"owners": "several", "status": "applied", "act": "transfer"}, {"co_developer_priority"}, set()),
    ({"owners": "several", "status": "granted", "act": "transfer"}, {"co_ownership_agreement"}, {"co_developer_priority"}),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
