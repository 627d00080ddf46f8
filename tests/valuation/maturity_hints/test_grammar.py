"""A grammar finds the sentences that hold a cue, and cuts them into clauses."""

from __future__ import annotations

from valuation.maturity_hints.grammar import CHINESE, ENGLISH, Grammar, Sentence
from valuation.maturity_hints.marker import Marker


def clauses(grammar: Grammar, text: str) -> list[list[str]]:
    return [[text[start:end].strip() for start, end in sentence.spans] for sentence in grammar.sentences_with_cues(text)]


def test_only_sentences_with_a_cue_are_cut() -> None:
    text = "本发明公开一种工艺。已完成小试,并完成中试。具有成本优势。样机3台。"
    assert clauses(CHINESE, text) == [["已完成小试", "", "完成中试"], ["样机3台"]]


def test_a_list_goes_on_with_the_line_that_heads_it() -> None:
    (goals,) = CHINESE.sentences_with_cues("研究内容:\n1. 完成中试\n2. 完成样机")
    assert goals.marks[0][0][0] is Marker.INTENTION and len(goals.spans) == 3
    assert len(clauses(CHINESE, "研究内容\n完成中试\n完成样机")) == 2


def test_english_sentences_end_with_a_stop_and_not_with_every_dot() -> None:
    text = "Built in 2021 (cost 3.5 million). A prototype, e.g. a pump, was built. Sold."
    assert clauses(ENGLISH, text) == [["A prototype", "e.g. a pump", "was built"]]


def test_a_place_knows_its_clause() -> None:
    sentence = Sentence([(0, 4), (5, 9)], [[], []])
    assert sentence.span_of(3) == (0, 4) and sentence.span_of(5) == (5, 9)
