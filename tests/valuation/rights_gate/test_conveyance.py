"""What a deal does with the right follows from its type and its exclusivity."""

from __future__ import annotations

import pytest

from valuation.rights_gate.conveyance import act_of


@pytest.mark.parametrize(
    ("contract_type", "exclusivity", "act"),
    [
        ("technical_transfer", None, "transfer"),
        ("technical_transfer", "transfer", "transfer"),
        ("technical_transfer", "exclusive", "exclusive"),
        ("technical_licence", None, "licence"),
        ("technical_licence", "sole", "sole"),
        ("technical_licence", "transfer", "conveyance"),
        ("technical_development", "exclusive", "development"),
        ("technical_consulting", None, "consulting"),
        ("technical_service", None, "service"),
        (None, "ordinary", "ordinary"),
        (None, "transfer", "transfer"),
        (None, None, "conveyance"),
    ],
)
def test_acts(contract_type: str | None, exclusivity: str | None, act: str) -> None:
    assert act_of(contract_type, exclusivity) == act
