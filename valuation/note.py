"""One thing a reader should know, with a stable code: branch on the code, show the sentence."""

from __future__ import annotations

from typing import Self

from valuation.answer_part import AnswerPart
from valuation.catalogue import say


class Note(AnswerPart):
    """A sentence in both languages under a code that stays."""

    code: str
    zh: str
    en: str

    @classmethod
    def said(cls, key: str, **facts: object) -> Self:
        """The text of a key of the catalogue; the code is the last part of the key."""
        text = say(key, **facts)
        return cls(code=key.rpartition(".")[2], zh=text.zh, en=text.en)
