"""A hint names the item, the words and their clause; an intention, a negation, a topic or somebody else's success gives none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valuation.maturity_gate.checklist import ALL_ITEMS
from valuation.maturity_hints.hints import LONGEST_CLAUSE, LONGEST_TEXT, hints

HERE = Path(__file__).parent


def sentences(name: str) -> list[tuple[str, list[str]]]:
    lines = [line.partition(" | ") for line in (HERE / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(sentence, [] if items == "-" else sorted(items.split())) for items, _, sentence in lines]


def test_there_are_enough_sentences_of_each_kind_and_language() -> None:
    read = sentences("sentences.txt")
    for chinese in (True, False):
        for said in (True, False):
            assert sum(bool(items) is said and (not sentence.isascii()) is chinese for sentence, items in read) >= 25
    assert len(read) >= 160 and len({sentence for sentence, _ in read}) == len(read)


@pytest.mark.parametrize(("sentence", "items"), [*sentences("sentences.txt"), *sentences("sentences_unseen.txt")])
def test_a_sentence_gives_the_hints_a_person_would_give(sentence: str, items: list[str]) -> None:
    assert sorted(hint.item for hint in hints(sentence)) == items


def test_a_hint_shows_the_words_and_the_clause_they_stand_in() -> None:
    (pilot,) = hints("本发明公开一种工艺。循环寿命长,已完成500吨/年中试;尚未量产。")
    assert (pilot.item, pilot.cue, pilot.clause) == ("H6a", "中试", "已完成500吨/年中试")
    assert pilot.text == ALL_ITEMS["H6a"].text
    (english,) = hints("The PILOT PLANT was commissioned in 2021, and costs fell.")
    assert (english.cue, english.clause) == ("PILOT PLANT", "The PILOT PLANT was commissioned in 2021")


def test_of_a_long_clause_the_part_with_the_words_is_shown() -> None:
    (pilot,) = hints("高温合金" * 60 + "已完成中试" + "高温合金" * 60)
    assert pilot.clause.endswith("已完成中试") and len(pilot.clause) == LONGEST_CLAUSE


def test_an_item_is_hinted_once_and_in_the_order_of_the_text() -> None:
    found = hints("样机已通过型式检验。已完成中试。The prototype was built. 再次完成中试。")
    assert [hint.item for hint in found] == ["H4a", "H6a", "H8b"]


def test_both_languages_of_a_mixed_text_are_read() -> None:
    assert {hint.item for hint in hints("已完成中试。Field trials were completed in 2023.")} == {"H6a", "H7a"}


@pytest.mark.parametrize("text", ["", " ", "。", "İ prototype was built İ", "完成" * 50])
def test_any_text_is_read(text: str) -> None:
    hints(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["已", "拟", "完成", "中试", "样机", ",", "。", "后", "未", "\n1.", "国外", "a prototype ", "was ", "will ", "built "]), max_size=30
    )
)
def test_whatever_is_hinted_stands_in_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    for hint in hints(text):
        assert hint.cue in hint.clause and hint.clause in text


def test_a_text_is_read_up_to_the_longest_that_is_read() -> None:
    said = "已完成中试"
    assert hints("。" * (LONGEST_TEXT - len(said)) + said)
    assert not hints("。" * LONGEST_TEXT + said)


@pytest.mark.parametrize("unit", ["样机", "已完成样机,", "\n", "\n样机 ", "a prototype was built and ", "计划"])
def test_the_cost_of_a_text_grows_no_faster_than_its_length_and_ends_at_the_longest_that_is_read(unit: str) -> None:
    started = time.process_time()
    found = hints((unit * LONGEST_TEXT)[: 10 * LONGEST_TEXT])
    assert time.process_time() - started < 2  # a tenth of that on an idle machine; a quadratic rule takes minutes
    assert all(len(hint.clause) <= LONGEST_CLAUSE for hint in found)
