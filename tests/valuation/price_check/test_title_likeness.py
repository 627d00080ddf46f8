"""Parts of one work have like titles, whatever numbers them; other works have not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.price_check.title_likeness import amends, letters_of, likeness, likeness_to, numbered

TITLE = "高温超导带材的低成本制备技术"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (f"{TITLE}(一)", f"{TITLE}(二)"), (f"{TITLE}一期", f"{TITLE}第二期"), (f"{TITLE}之一", TITLE), (f"{TITLE} 1", f"{TITLE} 2"),
        (f"{TITLE}第1部分", f"{TITLE}第2部分"), ("Battery test bench, Part I", "Battery test bench, part 2"), ("Ｂattery　test bench", "battery test bench"),
    ],
)  # fmt: skip
def test_numbered_parts_have_one_title(left: str, right: str) -> None:
    assert letters_of(left) == letters_of(right) and likeness(left, right) == 1


def test_a_reworded_title_is_alike_and_another_subject_is_not() -> None:
    assert likeness(TITLE, "高温超导带材低成本制备技术的开发") > 0.6
    assert likeness(TITLE, "玉米秸秆还田机械化作业技术") < 0.3


@pytest.mark.parametrize("empty", ["", "(一)", " - "])
def test_a_title_that_says_nothing_is_like_none(empty: str) -> None:
    assert likeness(empty, TITLE) == likeness(empty, empty) == 0


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_symmetric_and_in_bounds(left: str, right: str) -> None:
    assert likeness(left, right) == likeness(right, left)
    assert 0 <= likeness(left, right) <= 1


@pytest.mark.parametrize("title", [f"{TITLE}(一)", f"{TITLE}第二期", "battery test bench (part 2)"])
def test_a_number_of_a_part_is_seen(title: str) -> None:
    assert numbered(title) and not numbered(letters_of(title))


@pytest.mark.parametrize(
    ("title", "amending"),
    [(f"{TITLE}（补充协议）", True), ("Testing (supplementary agreement)", True), ("表面改性技术", False), ("amendment of acid soils", False)],
)
def test_an_amendment_is_no_part(title: str, amending: bool) -> None:
    assert amends(title) is amending


def test_one_title_read_once_is_as_alike_as_read_each_time() -> None:
    alike = likeness_to(TITLE)
    assert [alike(other) for other in (TITLE, f"{TITLE}(二)", "玉米秸秆还田", "")] == [likeness(TITLE, o) for o in (TITLE, f"{TITLE}(二)", "玉米秸秆还田", "")]


def test_what_follows_two_hundred_characters_is_not_compared() -> None:
    assert likeness("温控" * 100 + "甲乙丙丁" * 400, "温控" * 100 + "戊己庚辛" * 400) == 1
