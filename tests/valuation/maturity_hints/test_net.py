"""A net finds the first word that matches at a place, in the order given, and refuses what it could not sort by first letter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.maturity_hints.net import Net, any_of, spelled_out


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("中试|小试", ["中试", "小试"]),
        ("[尚还]未", ["尚未", "还未"]),
        ("[尚还]?没有", ["尚没有", "还没有", "没有"]),
        ("(?:测试|内测)版|公测", ["测试版", "内测版", "公测"]),
        ("(?:医疗)?注册证", ["医疗注册证", "注册证"]),
        ("必?须", ["必须", "须"]),
        ("(?:(?:is|are) )?under way", ["is under way", "are under way", "under way"]),
        (r"a\|b[|)]|c", [r"a\|b[|)]", "c"]),
        (r"[,(](?!\d)", [r",(?!\d)", r"((?!\d)"]),
    ],
)
def test_a_pattern_is_spelled_out_into_words_that_open_with_a_letter(pattern: str, words: list[str]) -> None:
    assert list(spelled_out(pattern)) == words


@pytest.mark.parametrize("pattern", [r"\d+", "(?<!x)y", "a|", ".b", "(?=c)c"])
def test_what_opens_with_no_plain_letter_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="opens with a plain letter"):
        list(spelled_out(pattern))


def test_the_first_word_given_counts() -> None:
    net = Net([("plan", "已(?:计划|立项)"), ("done", "已"), ("test", "中试")], boundary=False)
    assert list(net.all("已立项中试,已完成", 0, 9)) == [("plan", 0, 3), ("test", 3, 5), ("done", 6, 7)]


def test_a_written_word_begins_where_letters_begin() -> None:
    net = Net([("no", r"not\b"), ("stop", ",")], boundary=True)
    assert list(net.all("knot, not", 0, 9)) == [("stop", 4, 5), ("no", 6, 9)]
    assert not list(net.all("knot", 0, 4))


@given(st.text(alphabet="甲乙丙丁ab ,", max_size=40))
def test_it_finds_what_the_plain_expression_finds(text: str) -> None:
    patterns = ["甲乙|乙(?!丙)", "[丙丁]甲?", "ab?", "(?:甲|丁)丁"]
    plain = re.compile("|".join(f"({pattern})" for pattern in patterns))
    net = Net(list(enumerate(patterns, 1)), boundary=False)
    found = list(net.all(text, 0, len(text)))
    assert [(start, end) for _, start, end in found] == [match.span() for match in plain.finditer(text)]
    assert [what for what, _, _ in found] == [match.lastindex for match in plain.finditer(text)]
    assert [match.span() for match in any_of(patterns, boundary=False).finditer(text)] == [match.span() for match in plain.finditer(text)]
