"""A sector is found by its letter, by any division or class, and by names; what fits no section is refused."""

from __future__ import annotations

from itertools import pairwise

import pytest

from valuation.codes.industry import DIVISION_NAMES, DIVISIONS, INDUSTRY_SECTION
from valuation.field_error import FieldError


def test_the_twenty_sections_share_the_ninety_seven_divisions_in_order() -> None:
    assert list(DIVISIONS) == [f"{division:02d}" for division in range(1, 98)]
    assert "".join(INDUSTRY_SECTION.entries) == "ABCDEFGHIJKLMNOPQRST"
    assert all(a <= b for a, b in pairwise(DIVISIONS.values())) and set(DIVISIONS.values()) == set(INDUSTRY_SECTION.entries)


@pytest.mark.parametrize(
    ("division", "section"), [("05", "A"), ("12", "B"), ("13", "C"), ("43", "C"), ("46", "D"), ("50", "E"), ("65", "I"), ("75", "M"), ("96", "S")]
)
def test_the_edges_of_sections_lie_where_the_standard_has_them(division: str, section: str) -> None:
    assert DIVISIONS[division] == section


@pytest.mark.parametrize(
    ("division", "name"), [("13", "农副食品加工业"), ("39", "计算机、通信和其他电子设备制造业"), ("65", "软件和信息技术服务业"), ("70", "房地产业")]
)
def test_a_division_has_its_own_name_which_means_its_section(division: str, name: str) -> None:
    assert DIVISION_NAMES[division] == name and INDUSTRY_SECTION.resolve(name, "industry") == DIVISIONS[division]


@pytest.mark.parametrize(
    ("typed", "section"),
    [
        ("C", "C"),
        ("c39", "C"),
        ("C 39", "C"),
        ("39", "C"),
        ("3912", "C"),
        ("C3912", "C"),
        ("0111", "A"),
        ("1", "A"),
        ("7.0", "B"),
        ("A011", "A"),
        ("39 计算机、通信和其他电子设备制造业", "C"),
        ("C制造业", "C"),
        ("制造业", "C"),
        ("软件和信息技术服务业", "I"),
        ("农林牧渔业", "A"),
        ("manufacturing", "C"),
        ("医药制造业", "C"),
    ],
)
def test_what_registers_write_is_understood(typed: str, section: str) -> None:
    assert INDUSTRY_SECTION.resolve(typed, "industry") == section


@pytest.mark.parametrize("typed", ["A39", "98", "00", "391", "工业", "U", "2021年"])
def test_a_code_of_no_section_or_of_two_is_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        INDUSTRY_SECTION.resolve(typed, "industry")
