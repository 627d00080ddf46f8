"""The grade of the evidence caps the score."""

from __future__ import annotations

from typing import get_args

from valuation.value_evidence.evidence_grade import HIGHEST, EvidenceGrade, capped, name_of


def test_the_caps_are_those_of_rule_r4() -> None:
    assert HIGHEST == {"A": 100, "B": 90, "C": 70, "D": 40}


def test_an_anchor_above_the_cap_is_cut_and_one_below_it_stays() -> None:
    assert [capped(100, grade) for grade in HIGHEST] == [100, 90, 70, 40]
    assert [capped(25, grade) for grade in HIGHEST] == [25, 25, 25, 25]


def test_every_grade_has_a_name_in_both_languages() -> None:
    assert {name_of(grade).zh for grade in get_args(EvidenceGrade)} == {"法定或认可机构的第三方证据", "用户或独立同行的证据", "内部测试", "自述"}
