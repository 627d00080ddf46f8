"""The scientific indicators are those of the design, and citations stay within their bounds."""

from __future__ import annotations

from valuation.value_evidence.scientific import INDICATORS


def test_the_table_is_whole_and_in_order() -> None:
    assert [indicator.code for indicator in INDICATORS] == ["SB1", "SB2", "SB3", "SB4", "SB5", "SA1", "SA2", "SA3", "SA4", "ST1", "ST2", "ST3"]
    assert ["/".join(indicator.kinds) for indicator in INDICATORS] == ["E", "E", "D", "D", "M", "E", "D", "D", "M", "E", "D", "D"]


def test_citations_are_of_five_works_at_most() -> None:
    assert {indicator.code: indicator.at_most for indicator in INDICATORS if indicator.citations} == {"SB5": 5, "SA4": 5}
