"""An indicator says what it is of, and its amounts and grades stand at anchors."""

from __future__ import annotations

import math

import pytest

from valuation.value_evidence.indicator import LEVELS, Part
from valuation.value_evidence.indicators import INDICATORS


def test_an_amount_stands_at_the_highest_anchor_it_reaches() -> None:
    part = Part("share", "占有率", "share", "percent", (1, 5, 15, 30))
    assert [part.anchor(amount) for amount in (0.9, 1, 14.9, 15, 99)] == [0, 25, 50, 75, 100]


def test_where_figures_fall_less_is_better() -> None:
    part = Part("payback", "回收期", "payback", "years", (8, 5, 3, 2))
    assert part.falling and [part.anchor(amount) for amount in (9, 8, 4, 3, 1)] == [0, 25, 50, 75, 100]


def test_an_anchor_out_of_reach_is_not_reached() -> None:
    assert Part("reviews", "综述", "reviews", "count", (1, 3, 6, math.inf)).anchor(1e6) == 75


def test_value_and_class_follow_from_the_code() -> None:
    assert (INDICATORS["SB1"].value, INDICATORS["SB1"].achievement_class) == ("scientific", "basic")
    assert (INDICATORS["TT5"].value, INDICATORS["TT5"].achievement_class) == ("technical", "development")
    assert (INDICATORS["PA1"].value, INDICATORS["PA1"].achievement_class) == ("transfer_potential", None)


def test_peers_are_three_and_two_persons_enter_the_cultural_value_and_the_social_risk() -> None:
    assert INDICATORS["SB1"].fewest_experts == INDICATORS["TA5"].fewest_experts == 3
    assert INDICATORS["CA1"].fewest_experts == INDICATORS["CB1"].fewest_experts == INDICATORS["OB3"].fewest_experts == 2
    assert INDICATORS["TT2"].fewest_experts == 0


@pytest.mark.parametrize(("code", "anchors"), [("SB1", [0, 25, 50, 75, 100]), ("OB3", [100, 75, 50, 25, 0])])
def test_grades_stand_at_anchors_and_a_risk_the_other_way_about(code: str, anchors: list[int]) -> None:
    assert [INDICATORS[code].anchor_of_grade(grade) for grade in range(1, 6)] == anchors


def test_a_veto_has_its_ends_alone() -> None:
    assert INDICATORS["CB4"].levels == (0, 100) and INDICATORS["CB1"].levels == LEVELS
