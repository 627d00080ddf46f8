"""How alike two titles are, from 0 to 1, whatever numbers their parts: …系统开发(一期) and …系统开发(二期) are one title.

Dice's coefficient over pairs of neighbouring letters, case and width folded; a word's order matters little, a new subject much.
"""

from __future__ import annotations

import re
import unicodedata

_ORDINAL = re.compile(
    r"第?[一二三四五六七八九十\d]{1,3}(?:期|批|部分|阶段|标段|分包|子项|分项)|之[一二三四五六七八九十]|[(\[【][一二三四五六七八九十\divx]{1,3}[)\]】]"
    r"|\b(?:part|phase|lot|stage|batch|no\.?)\s?(?:[ivx]+|\d+)\b|[-_#\s](?:[ivx]+|\d{1,2}|[a-d])$"
)


def letters_of(title: str) -> str:
    """The title's letters and digits without what only numbers its parts; two titles with equal letters are the same."""
    return "".join(character for character in _ORDINAL.sub(" ", unicodedata.normalize("NFKC", title).casefold()) if character.isalnum())


def likeness(left: str, right: str) -> float:
    """Likeness of two titles; 0 where either says nothing."""
    return likeness_of_letters(letters_of(left), letters_of(right))


def likeness_of_letters(left: str, right: str) -> float:
    """As `likeness`, of titles already reduced by `letters_of`: whoever compares one with many reduces each once."""
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    ours, theirs = _pairs(left), _pairs(right)
    return 2 * len(ours & theirs) / max(len(ours) + len(theirs), 1)


def _pairs(letters: str) -> set[str]:
    return {letters[at : at + 2] for at in range(len(letters) - 1)}
