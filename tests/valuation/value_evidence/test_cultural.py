"""The cultural indicators are those of the design, and every one is entered by two persons."""

from __future__ import annotations

from valuation.value_evidence.cultural import INDICATORS


def test_the_table_is_whole_and_in_order() -> None:
    assert [indicator.code for indicator in INDICATORS] == ["CB1", "CB2", "CB3", "CB4", "CA1", "CA2", "CA3", "CT1", "CT2", "CT3"]


def test_experts_alone_enter_the_cultural_value() -> None:
    assert all(indicator.two_persons and indicator.fewest_experts == 2 for indicator in INDICATORS)


def test_the_integrity_record_is_the_veto() -> None:
    assert [indicator.code for indicator in INDICATORS if indicator.role == "veto"] == ["CB4"]
