"""The hints of a text: each item of the maturity gate for which the text speaks of a proof, with the words and the clause it stands in.

A hint suggests where to look for a document; it accepts nothing and moves no level. Chinese and English, mixed as they come. `docs/maturity.md` has its cost.
"""

from __future__ import annotations

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.maturity_gate.checklist import ALL_ITEMS
from valuation.maturity_hints.assertion import asserted
from valuation.maturity_hints.grammar import CHINESE, ENGLISH, Grammar

LONGEST_CLAUSE = 120
"""Characters of a clause that are shown; of a longer one, those before the cue."""
LONGEST_TEXT = 20_000
"""Characters of a text that are read: a description says what it has to say within them, and no text may hold up the others of its batch."""


class Hint(AnswerPart):
    """A suggestion for a person: the text speaks of what this item asks for."""

    item: str = Field(description="code of the maturity checklist")
    text: Bilingual = Field(description="what the item asks for")
    cue: str = Field(description="the words that suggest it")
    clause: str = Field(description="the clause they stand in")


def hints(text: str) -> tuple[Hint, ...]:
    """At most one hint an item, in order of the text; none from an intention, a negation or what is somebody else's."""
    found: dict[str, tuple[int, Hint]] = {}
    text = text[:LONGEST_TEXT]
    lowered = text.lower()
    english = lowered if len(lowered) == len(text) else text
    for grammar, read in ((CHINESE, text), (ENGLISH, english)):
        _add(found, grammar, read, text)
    return tuple(hint for _, hint in sorted(found.values(), key=lambda each: each[0]))


def _add(found: dict[str, tuple[int, Hint]], grammar: Grammar, read: str, text: str) -> None:
    for sentence in grammar.sentences_with_cues(read):
        for cue, start, end in asserted(sentence.marks, grammar.near, after_last=grammar.after_last):
            for item in cue.items:
                if item not in found:
                    begin, until = sentence.span_of(start)
                    begin = max(begin, end - LONGEST_CLAUSE)
                    clause = text[begin : min(until, begin + LONGEST_CLAUSE)].strip()
                    found[item] = (start, Hint(item=item, text=ALL_ITEMS[item].text, cue=text[start:end], clause=clause))
