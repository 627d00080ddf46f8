"""The one catalogue of everything that is said to a user, in Chinese and English: `say("refusal.thin_support")`.

One file a family, each a table `TEXTS` of key → (zh, en) with placeholders of `str.format`; labels of codes stand in `valuation/codes`.
A test fails on a text that is missing in a language, or whose languages name different placeholders.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from valuation.bilingual import Bilingual

FAMILIES = (
    *("advice", "answers", "deny_list", "fields", "inputs", "mappings", "maturity_gate", "price_check", "problem_guide", "problems"),
    *("refusals", "rights_gate", "storing", "tables", "value_scores"),
)
"""The files of this folder. They are read when the first text is said and not before: a family may be built from a table of rules, whose modules
may themselves say something."""


class _Catalogue(Mapping[str, tuple[str, str]]):
    """Every family's texts as one table."""

    def __getitem__(self, key: str) -> tuple[str, str]:
        return _joined()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_joined())

    def __len__(self) -> int:
        return len(_joined())


TEXTS: Mapping[str, tuple[str, str]] = _Catalogue()
"""Key → (zh, en)."""


def say(key: str, **facts: object) -> Bilingual:
    """The text of a key, its placeholders filled; a fact that is itself bilingual is said in each language. KeyError for an unknown key or missing fact."""
    zh, en = _joined()[key]
    if not facts:
        return Bilingual(zh=zh, en=en)
    return Bilingual(zh=zh.format(**_in("zh", facts)), en=en.format(**_in("en", facts)))


def _in(language: str, facts: Mapping[str, object]) -> dict[str, object]:
    return {name: getattr(fact, language) if isinstance(fact, Bilingual) else fact for name, fact in facts.items()}


@cache
def _joined() -> dict[str, tuple[str, str]]:
    """Every family's texts; ValueError where two use one key."""
    joined: dict[str, tuple[str, str]] = {}
    for family in FAMILIES:
        texts: dict[str, tuple[str, str]] = import_module(f"{__name__}.{family}").TEXTS
        twice = joined.keys() & texts.keys()
        if twice:
            raise ValueError(f"the family {family!r} repeats the keys {sorted(twice)}")
        joined |= texts
    return joined
