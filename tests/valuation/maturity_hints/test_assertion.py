"""A cue is judged by the nearest governing word on either side, by what an earlier clause meant, and needs a word that says it is done."""

from __future__ import annotations

import pytest

from valuation.maturity_hints.assertion import Mark, asserted
from valuation.maturity_hints.cue import Cue
from valuation.maturity_hints.marker import Marker

CUE = Cue(("H6a",), "中试")
GOING = Cue(("H9a",), "量产", ongoing=True)
LETTERS: dict[str, Cue | Marker] = {
    "c": CUE,
    "g": GOING,
    "n": Marker.NEGATION,
    "i": Marker.INTENTION,
    "p": Marker.POSSIBILITY,
    "f": Marker.PURPOSE,
    "o": Marker.OTHERS,
    "w": Marker.OURSELVES,
    "t": Marker.NOW,
    "u": Marker.UNDER_WAY,
    "d": Marker.DONE,
    "r": Marker.RESULT,
    "a": Marker.AFTER,
}


def said(sentence: str, *, after_last: bool = True) -> str:
    """The cues that are said to be so; one letter a mark, clauses parted by commas, each mark two characters long."""
    clauses: list[list[Mark]] = [[(LETTERS[letter], 2 * at, 2 * at + 2) for at, letter in enumerate(clause)] for clause in sentence.split(",")]
    return "".join("c" if cue is CUE else "g" for cue, _, _ in asserted(clauses, 0, after_last=after_last))


@pytest.mark.parametrize(
    ("sentence", "cues"),
    [
        ("c", ""),  # a topic
        ("rc", "c"),  # 完成中试
        ("cr", "c"),  # 中试完成
        ("dc", "c"),  # 已中试
        ("nrc", ""),  # 未完成中试
        ("cnr", ""),  # 中试未完成
        ("irc", ""),  # 拟完成中试
        ("ci", ""),  # 中试计划
        ("idrc", "c"),  # 拟转让的技术已完成中试
        ("dirc", ""),  # 已计划完成中试
        ("drci", "c"),  # 已完成中试将
        ("dci", ""),  # 已 … 中试将
        ("rci", ""),  # 完成中试将
        ("prc", ""),  # 可完成中试
        ("fcr", ""),  # 为中试奠定, right before the cue
        ("frc", "c"),  # 用于 … 完成中试, farther off
        ("uc", ""),  # 正在中试
        ("ug", "g"),  # 正在量产
        ("cu", ""),  # 中试进行中
        ("dcu", "c"),
        ("rcc", "cc"),  # 完成小试、中试
        ("i,rc", ""),  # 下一步, 完成中试
        ("i,rc,rc", ""),
        ("i,dc,rc", "cc"),  # an intention ends with what is done
        ("i,t,rc", "c"),  # or with "now"
        ("i,w,rc", ""),
        ("p,rc", "c"),  # a possibility stays in its clause
        ("n,rc", "c"),  # so does a negation
        ("rc,c", "cc"),  # 完成小试, 中试
        ("nrc,c", ""),  # 未完成小试, 中试
        ("r,c", ""),
        ("rc,r,c", "c"),
        ("odrc", ""),  # 国外已完成中试
        ("odrc,rc", ""),
        ("odrc,drc", "c"),
        ("odrc,wrc", "c"),  # 国外已量产, 本项目完成中试
        ("rco", "c"),  # 中试 … 优于国外同类
        ("rca,i", ""),  # 完成中试后, 将 …
        ("rca,dr", "c"),  # 完成中试后, 已 …
        ("rca", "c"),
        ("drca,i", "c"),
        ("rca,,i", "c"),
    ],
)
def test_a_sentence_is_read_as_a_person_reads_it(sentence: str, cues: str) -> None:
    assert said(sentence) == cues


def test_in_english_after_begins_its_clause() -> None:
    assert said("arc,irc", after_last=False) == ""
    assert said("arc,drc", after_last=False) == "cc"
