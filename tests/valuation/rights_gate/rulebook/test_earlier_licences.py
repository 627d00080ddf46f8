"""An earlier exclusive licence stops a further one where they overlap; a transfer leaves all standing."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"act": "ordinary", "licensed": "exclusive", "licence_overlap": "yes"}, {"earlier_exclusive_grant"}, {"earlier_grant_delimited"}),
    ({"act": "exclusive", "licensed": "sole", "licence_overlap": "no"}, {"earlier_grant_delimited"}, {"earlier_exclusive_grant"}),
    ({"act": "exclusive", "licensed": "ordinary"}, {"exclusivity_beside_earlier_licensees", "earlier_licence_contracts"}, {"earlier_exclusive_grant"}),
    ({"act": "transfer", "licensed": "exclusive"}, {"licences_survive_transfer"}, {"earlier_exclusive_grant"}),
    ({"act": "exclusive", "licensed": "open"}, {"open_licence_stands"}, set()),
    ({"act": "ordinary", "licensed": "open"}, set(), {"open_licence_stands"}),
    ({"act": "transfer", "licensed": "none"}, set(), {"licences_survive_transfer", "earlier_licence_contracts"}),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
