"""The social indicators are those of the design; the risk is a deduction."""

from __future__ import annotations

from valuation.value_evidence.social import INDICATORS


def test_the_table_is_whole_and_in_order() -> None:
    codes = ["OB1", "OB2", "OB3", "OA1", "OA2", "OA3", "OA4", "OT1", "OT2", "OT3", "OT4", "OT5"]
    assert [indicator.code for indicator in INDICATORS] == codes


def test_the_risk_alone_is_deducted() -> None:
    assert [indicator.code for indicator in INDICATORS if indicator.role == "deduction"] == ["OB3"]
