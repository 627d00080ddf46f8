"""Titles and abstracts from word lists: what a contract is about, how mature it says it is, and hints of its size and values.

The words are chosen by Python's generator through `random()` alone, whose sequence for a seed is fixed for good.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.simulate.topics import words
from valuation.five_values import VALUES

MATURITY_SHARE, MATURITY_SLIP = 0.85, 0.08
"""Share of abstracts that say how far the work is, and of those that are a level off."""
AGAIN = 0.6
"""Share of what is said that is said again in other words: people who are proud of a thing return to it."""
MARK_SHARE, WORK_SHARE = 0.35, 0.85
SIZE_SHARE, IP_SHARE, CLOSING_SHARE, AMOUNT_SHARE = 0.70, 0.60, 0.50, 0.01
VALUE_SHARES = {"scientific": 0.50, "technical": 0.65, "economic": 0.70, "social": 0.50, "cultural": 0.35}
_BANDS = (42.0, 60.0)
_CULTURAL_BANDS = (32.0, 46.0)
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeio]|un)")


@dataclass(frozen=True)
class Subject:
    """What the text of one contract is about; `topic` is what is offered.

    `scores` 0-100 in the order of the five values, `size` 1-5, `price` in 万元 or None.
    """

    field: str
    topic: str
    contract_type: str
    ip_kind: str
    level: int
    size: int
    scores: Sequence[float]
    price: float | None


class Writer:
    """Writes in one language; `chance` is the source of every choice."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self._words: dict[str, Any] = words(language)
        self._chance = chance
        self._english = language == "en"

    def write(self, subject: Subject) -> tuple[str, str]:
        """Title and abstract."""
        field = self._words["field"][subject.field]
        topic = {"object": subject.topic} | {name: self._pick(field[name]) for name in ("method", "aim", "use")}
        band = "early" if subject.level <= 3 else "middle" if subject.level <= 6 else "late"
        title = self._pick(self._words["title"][subject.contract_type])
        if self._happens(MARK_SHARE):
            title = self._pick(self._words["title_mark"][band]).replace("{title}", title)
        middle = [self._pick(field["figure"]), *self._hints(subject)]
        if self._happens(WORK_SHARE):
            middle.append(self._pick(self._words["work"][band]))
        self._shuffle(middle)
        sentences = [self._pick(self._words["opening"][subject.contract_type]), *map(self._sentence, middle)]
        if self._happens(CLOSING_SHARE):
            sentences.append(self._pick(self._words["closing"]["any"]))
        if subject.price is not None and self._happens(AMOUNT_SHARE):
            sentences.append(self._amount(subject.price))
        text = (" " if self._english else "").join(self._filled(sentence, topic) for sentence in sentences)
        return self._capital(self._filled(title, topic)), text

    def _hints(self, subject: Subject) -> list[str]:
        """Sentences on maturity, size, rights and values, each said up to twice in other words, or left unsaid."""
        words = self._words
        slip = (1 if self._happens(0.5) else -1) if self._happens(MATURITY_SLIP) else 0
        found = self._said(words["maturity"][str(min(max(subject.level + slip, 1), 9))], MATURITY_SHARE)
        found += self._said(words["scale"][str(subject.size)], SIZE_SHARE)
        if self._happens(IP_SHARE):
            found.append(self._pick(words["ip"][subject.ip_kind]))
        for value, score in zip(VALUES, subject.scores, strict=True):
            low, high = _CULTURAL_BANDS if value == "cultural" else _BANDS
            band = "low" if score < low else "middle" if score < high else "high"
            found += self._said(words["value"][value][band], VALUE_SHARES[value] + (0.25 if band == "high" else 0.0))
        return found

    def _said(self, options: Sequence[str], share: float) -> list[str]:
        """One of the sentences with that probability, and in AGAIN of the cases another one."""
        if not self._happens(share):
            return []
        rest = list(options)
        found = [rest.pop(int(self._chance.random() * len(rest)))]
        if rest and self._happens(AGAIN):
            found.append(self._pick(rest))
        return found

    def _amount(self, price: float) -> str:
        """The price itself: a trap that the masking of amounts must close, in training and in serving."""
        return f"The total contract price is CNY {price * 10_000:,.0f}." if self._english else f"合同总价款{price:g}万元。"

    def _filled(self, sentence: str, topic: Mapping[str, str]) -> str:
        if "{" in sentence:
            sentence = sentence.format(**topic, **self._numbers())
        return _ARTICLE.sub(r"\1n ", sentence) if self._english else sentence

    def _numbers(self) -> dict[str, str]:
        chance = self._chance.random
        round_to = 10 ** int(chance() * 3)
        return {
            "p": f"{80 + 19.9 * chance():.1f}",
            "q": f"{5 + int(chance() * 50)}",
            "n": f"{(2 + int(chance() * 97)) * round_to}",
            "d": f"{0.1 + 9.8 * chance():.1f}",
            "k": f"{2 + int(chance() * 14)}",
        }

    def _sentence(self, words: str) -> str:
        return f"{self._capital(words)}." if self._english else f"{words}。"

    @staticmethod
    def _capital(words: str) -> str:
        return words[:1].upper() + words[1:]

    def _pick(self, options: Sequence[str]) -> str:
        return options[int(self._chance.random() * len(options))]

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share

    def _shuffle(self, sentences: list[str]) -> None:
        for at in range(len(sentences) - 1, 0, -1):
            other = int(self._chance.random() * (at + 1))
            sentences[at], sentences[other] = sentences[other], sentences[at]
