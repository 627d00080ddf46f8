"""Human genetic resources do not go to the foreign side unapproved; unlawfully obtained ones bear no patent."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"human_genetic_resources": "unapproved", "buyer": "abroad"}, {"human_resources_to_foreign_side", "human_resources_approval"}, set()),
    ({"human_genetic_resources": "unapproved", "buyer": "foreign_invested"}, {"human_resources_to_foreign_side"}, set()),
    ({"human_genetic_resources": "unapproved", "buyer": "domestic"}, {"human_resources_lawful"}, {"human_resources_to_foreign_side"}),
    ({"human_genetic_resources": "approved", "buyer": "abroad"}, {"human_resources_filing"}, {"human_resources_to_foreign_side"}),
    ({"genetic_resources": "unlawful"}, {"genetic_resources_unlawful"}, {"genetic_origin"}),
    ({"genetic_resources": "lawful"}, {"genetic_origin", "origin_disclosure"}, {"genetic_resources_unlawful", "germplasm_abroad"}),
    ({"genetic_resources": "lawful", "buyer": "abroad"}, {"germplasm_abroad"}, set()),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
