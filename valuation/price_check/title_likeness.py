"""How alike two titles are, from 0 to 1, whatever numbers their parts: …系统开发(一期) and …系统开发(二期) are one title.

Dice's coefficient over pairs of neighbouring letters, case and width folded; a word's order matters little, a new subject much.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

LONGEST_TITLE = 200
"""Characters of a title that are compared; registers allow about 100, and a history may hold a thousand titles."""

_NO_LETTERS = re.compile(r"[\W_]+")

_ORDINAL = re.compile(
    r"第?[一二三四五六七八九十\d]{1,3}(?:期|批|部分|阶段|标段|分包|子项|分项)|之[一二三四五六七八九十]|[(\[【][一二三四五六七八九十\divx]{1,3}[)\]】]"
    r"|\b(?:part|phase|lot|stage|batch|no\.?)\s?(?:[ivx]+|\d+)\b|[-_#\s](?:[ivx]+|\d{1,2}|[a-d])$"
)

_AMENDMENT = re.compile(
    r"补充(?:协议|合同)|变更(?:协议|合同)|(?:协议|合同)的?(?:变更|补充)"
    r"|\b(?:supplement(?:al|ary) (?:agreement|contract)|addendum|amendment no\b|amendment to the (?:contract|agreement))"
)


def letters_of(title: str) -> str:
    """The title's letters and digits without what only numbers its parts; two titles with equal letters are the same."""
    return _NO_LETTERS.sub("", _ORDINAL.sub(" ", _folded(title)))


def numbered(title: str) -> bool:
    """Whether the title numbers a part: (一), 第二期, part 2."""
    return _ORDINAL.search(_folded(title)) is not None


def amends(title: str) -> bool:
    """Whether the title says that the contract amends or supplements another: no part of its own."""
    return _AMENDMENT.search(_folded(title)) is not None


def likeness(left: str, right: str) -> float:
    """Likeness of two titles; 0 where either says nothing."""
    return likeness_to(left)(right)


def likeness_to(title: str) -> Callable[[str], float]:
    """The likeness of any other title to this one, which is read once however many are compared with it."""
    ours = letters_of(title)
    our_pairs = _pairs(ours)

    def likeness_of(other: str) -> float:
        theirs = letters_of(other)
        if ours and ours == theirs:
            return 1.0
        their_pairs = _pairs(theirs)
        return 2 * len(our_pairs & their_pairs) / max(len(our_pairs) + len(their_pairs), 1)

    return likeness_of


def _folded(title: str) -> str:
    return unicodedata.normalize("NFKC", title[:LONGEST_TITLE])[:LONGEST_TITLE].casefold()


def _pairs(letters: str) -> set[str]:
    return {letters[at : at + 2] for at in range(len(letters) - 1)}
