"""State secrets are neither sold in public nor given to the foreign side; defence has its own approvals."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"secrecy": "state_secret", "pricing": "listing"}, {"state_secret_in_public", "state_secret_circle", "secrecy_review_opinion"}, set()),
    ({"secrecy": "state_secret", "pricing": "agreement"}, {"state_secret_circle"}, {"state_secret_in_public"}),
    ({"secrecy": "state_secret", "buyer": "foreign_invested", "secrecy_approval": "pending"}, {"state_secret_to_foreign_side"}, set()),
    ({"secrecy": "state_secret", "buyer": "abroad", "secrecy_approval": "granted"}, {"state_secret_circle"}, {"state_secret_to_foreign_side"}),
    ({"secrecy": "state_secret", "secrecy_approval": "refused"}, {"secrecy_approval_refused"}, set()),
    ({"secrecy": "internal", "pricing": "listing"}, {"internal_release"}, {"state_secret_in_public"}),
    ({"defence": "involved", "act": "transfer", "buyer": "foreign_invested"}, {"defence_patent_to_foreigner"}, set()),
    ({"defence": "involved", "act": "ordinary", "buyer": "abroad", "defence_approval": "pending"}, {"defence_licence_abroad"}, set()),
    ({"defence": "involved", "act": "transfer"}, {"defence_transfer_approval", "defence_approval"}, {"defence_patent_to_foreigner"}),
    ({"defence": "involved", "act": "transfer", "defence_approval": "refused"}, {"defence_approval_refused"}, {"defence_transfer_approval"}),
    ({"seller": "military"}, {"military_seller_approval", "statement_of_no_secrets"}, set()),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
