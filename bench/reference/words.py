"""Made-up Chinese and English: a lexicon drawn from a seed, its words as common as those of a language are, and texts of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

CHINESE, ENGLISH = 12_000, 17_000
"""Words of each language; with their pieces they fill a vocabulary of 32,000 tokens."""
CHARACTERS = 3_000
_FIRST, _LAST = 0x4E00, 0x9FA5
_ONSETS: tuple[str, ...] = (*"bcdfghklmnprstvwz", *["br", "ch", "cl", "cr", "dr", "fl", "gr", "pl", "pr", "sh", "sp", "st", "th", "tr"])
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "io", "ou")
_CODAS = ("", "", "", "n", "r", "s", "t", "l", "m", "x", "ck", "nd", "st")


@dataclass(frozen=True)
class Lexicon:
    """Words of both languages, the most common first."""

    chinese: tuple[str, ...]
    english: tuple[str, ...]

    def text(self, generator: np.random.Generator, length: int) -> str:
        """Clauses of either language, some with a figure, until the text has that many characters."""
        parts: list[str] = []
        have = 0
        while have < length:
            part = self._clause(generator)
            parts.append(part)
            have += len(part)
        return "".join(parts)[:length].strip()

    def _clause(self, generator: np.random.Generator) -> str:
        if generator.random() < 0.4:
            words = [self.chinese[at] for at in _common(generator, len(self.chinese), int(generator.integers(3, 7)))]
            figure = f"{generator.integers(2, 98)}%" if generator.random() < 0.25 else ""
            return "".join(words) + figure + "，"
        words = [self.english[at] for at in _common(generator, len(self.english), int(generator.integers(3, 7)))]
        return " ".join(words) + ", "


@lru_cache(maxsize=2)
def lexicon(seed: int) -> Lexicon:
    """The lexicon of a seed."""
    generator = np.random.default_rng(seed)
    characters = [chr(code) for code in generator.choice(np.arange(_FIRST, _LAST), CHARACTERS, replace=False)]
    chinese: dict[str, None] = {}
    while len(chinese) < CHINESE:
        chinese["".join(characters[at] for at in _common(generator, CHARACTERS, 2))] = None
    english: dict[str, None] = {}
    while len(english) < ENGLISH:
        syllables = 1 + int(3 * len(english) / ENGLISH + generator.random())  # common words are short
        english["".join(_syllable(generator) for _ in range(syllables))] = None
    return Lexicon(tuple(chinese), tuple(english))


def _common(generator: np.random.Generator, size: int, count: int) -> list[int]:
    """Ranks below `size`, the density of a rank falling as its inverse: Zipf's law."""
    found: list[int] = (size ** generator.random(count)).astype(np.int64).tolist()
    return found


def _syllable(generator: np.random.Generator) -> str:
    onset, vowel, coda = (int(at) for at in generator.integers(0, (len(_ONSETS), len(_VOWELS), len(_CODAS))))
    return _ONSETS[onset] + _VOWELS[vowel] + _CODAS[coda]
