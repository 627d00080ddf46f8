"""The economic indicators are those of the design, and income leaves this deal out."""

from __future__ import annotations

from valuation.value_evidence.economic import INDICATORS


def test_the_table_is_whole_and_in_order() -> None:
    codes = ["EB1", "EB2", "EB3", "EA1", "EA2", "EA3", "EA4", "EA5", "ET1", "ET2", "ET3", "ET4", "ET5"]
    assert [indicator.code for indicator in INDICATORS] == codes
    assert [indicator.code for indicator in INDICATORS if indicator.kinds == ("E",)] == ["EB2", "EA5"]


def test_income_so_far_must_say_that_it_leaves_this_deal_out() -> None:
    assert [indicator.code for indicator in INDICATORS if indicator.excludes_this_deal] == ["EA3"]
