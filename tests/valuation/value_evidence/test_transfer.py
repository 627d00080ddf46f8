"""The transfer potential has six indicators for every class."""

from __future__ import annotations

from valuation.value_evidence.transfer import INDICATORS


def test_the_table_is_whole_and_for_all_classes() -> None:
    assert [indicator.code for indicator in INDICATORS] == ["PA1", "PA2", "PA3", "PA4", "PA5", "PA6"]
    assert {indicator.achievement_class for indicator in INDICATORS} == {None}
