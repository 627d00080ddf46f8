"""The technical indicators are those of the design; maturity comes from the gate, patents count by state."""

from __future__ import annotations

from valuation.value_evidence.technical import INDICATORS

BY_CODE = {indicator.code: indicator for indicator in INDICATORS}


def test_the_table_is_whole_and_in_order() -> None:
    assert list(BY_CODE) == ["TB1", "TB2", "TB3", "TB4", "TA1", "TA2", "TA3", "TA4", "TA5", "TT1", "TT2", "TT3", "TT4", "TT5"]
    kinds = ["D", "D", "E", "M", "D", "E", "D", "D/M", "E", "D", "D", "D", "M", "M/D"]
    assert ["/".join(indicator.kinds) for indicator in INDICATORS] == kinds


def test_each_class_has_one_indicator_for_the_level_of_the_gate() -> None:
    takes = {"TB2": "basic", "TA3": "applied", "TT1": "development"}
    assert [code for code, one in BY_CODE.items() if any(part.unit_name == "trl" for part in one.parts)] == list(takes)
    for code, achievement_class in takes.items():
        assert BY_CODE[code].achievement_class == achievement_class
        assert [part.name for part in BY_CODE[code].parts if part.needed] == ["trl"]


def test_patents_count_by_their_state_and_not_by_their_number() -> None:
    assert not BY_CODE["TB4"].parts and [state.anchor for state in BY_CODE["TB4"].states] == [0, 25, 50, 75, 100]
