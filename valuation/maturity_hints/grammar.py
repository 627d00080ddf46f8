"""A language as the hints read it: a fast net for its cues, and the marks of a sentence, cut into clauses. Each is one compiled expression."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from valuation.maturity_hints.assertion import Mark
from valuation.maturity_hints.chinese_cues import CHINESE_CUES
from valuation.maturity_hints.chinese_markers import CHINESE_MARKERS
from valuation.maturity_hints.cue import Cue
from valuation.maturity_hints.english_cues import ENGLISH_CUES
from valuation.maturity_hints.english_markers import ENGLISH_MARKERS
from valuation.maturity_hints.marker import Marker
from valuation.maturity_hints.net import Net, any_of


class Sentence(NamedTuple):
    """The clauses of a sentence: where each begins and ends in the text, and its marks in order."""

    spans: list[tuple[int, int]]
    marks: list[list[Mark]]

    def span_of(self, at: int) -> tuple[int, int]:
        """The clause that a place of the text lies in."""
        return next((start, end) for start, end in self.spans if start <= at < end)


class Grammar:
    """Made once per language. `near`: characters between a purpose and the cue that it governs; `after_last`: 后 ends its clause, "after" begins it."""

    def __init__(self, cues: Sequence[Cue], markers: Sequence[tuple[Marker, str]], sentence_end: str, *, boundary: bool, near: int, after_last: bool) -> None:
        self.near, self.after_last = near, after_last
        named = [(cue, cue.pattern) for cue in cues]
        self._cue = any_of([cue.pattern for cue in cues], boundary=boundary)
        self._marks: Net[Cue | Marker] = Net([*named, *markers], boundary=boundary)
        self._end = re.compile(sentence_end)

    def sentences_with_cues(self, text: str) -> Iterator[Sentence]:
        """Each sentence that holds a cue; nothing, and fast, where the text has none."""
        at = 0
        while (cue := self._cue.search(text, at)) is not None:
            start = at
            for end in self._end.finditer(text, at, cue.start()):
                start = end.end()
            following = self._end.search(text, cue.end())
            at = len(text) if following is None else following.end()
            yield self._sentence(text, start, at if following is None else following.start())

    def _sentence(self, text: str, start: int, end: int) -> Sentence:
        spans: list[tuple[int, int]] = []
        marks: list[list[Mark]] = [[]]
        for mark in self._marks.all(text, start, end):
            if mark[0] is Marker.CLAUSE_END:
                spans.append((start, mark[1]))
                start = mark[2]
                marks.append([])
            else:
                marks[-1].append(mark)
        spans.append((start, end))
        return Sentence(spans, marks)


_BULLET = r"[ \t　]{0,20}[\d(（①-⑩一二三四五六七八九十•·*-]"

CHINESE = Grammar(CHINESE_CUES, CHINESE_MARKERS, rf"[。！!？?\n](?!(?<=\n){_BULLET})", boundary=False, near=2, after_last=True)
"""A line that begins with a number or bullet goes on with the sentence before it: what heads a list governs it."""
ENGLISH = Grammar(
    ENGLISH_CUES,
    ENGLISH_MARKERS,
    r"[.!?\n](?:(?<!\n)(?=\s|$)(?<!e\.g\.)(?<!i\.e\.)|(?<=\n)[ \t]{0,20}\n)",
    boundary=True,
    near=1,
    after_last=False,
)
