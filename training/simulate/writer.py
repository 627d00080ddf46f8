"""Titles and abstracts from word lists: what a contract is about, how mature it says it is, its size, and by graded sentences the five values.

The words are chosen by Python's generator through `random()` alone, whose sequence for a seed is fixed for good. A diligent text says everything that
moves the truth; a careless one leaves parts of it out.
"""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.simulate.topics import words
from valuation.five_values import VALUES

CARELESS = 0.6
"""Share of what a careless text says of what a diligent one does."""
AGAIN = 0.5
"""Share of what is said that is said again in other words: people who are proud of a thing return to it."""
TRACKED, MARKED, WORKED, CLOSED = 0.5, 0.3, 0.6, 0.5
"""Shares of texts with wording of the field's own kind of object, a mark of the stage in the title, a sentence on the work, and a closing one."""
REMEMBERED, INTENDED, DENIED = 0.25, 0.30, 0.25
"""Shares of texts that tell what was done at a level before, what is planned for one of the next two, and what of the next three has not been done."""
SLIPPED = 0.10
"""Share of statements on a level or grade that are one too high or too low: people differ in what they call what."""
TRACKS = {
    "electronic_information": "software",
    "urban_construction_social": "software",
    "biomedicine": "medicine",
    "agriculture": "crop",
    "new_materials": "process",
    "environment": "process",
}
NUMBERED = ("{p}", "{q}", "{n}", "{d}", "{k}")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeio]|un)")


@dataclass(frozen=True)
class Subject:
    """What the text of one contract is about; `topic` is what is offered.

    `grades` 1-5 in the order of the five values, `size` 1-5, `person_months`, `rights` a number of them, `indicators` name → value as recorded, `amount` in
    万元 that the text shall name, or None.
    """

    field: str
    topic: str
    contract_type: str
    ip_kind: str
    level: int
    size: int
    person_months: int
    rights: int
    grades: Sequence[int]
    diligent: bool = True
    indicators: Mapping[str, float] = dataclasses.field(default_factory=dict)
    amount: float | None = None


class Writer:
    """Writes in one language; `chance` is the source of every choice."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self._words: dict[str, Any] = words(language)
        self._chance = chance
        self._english = language == "en"

    def write(self, subject: Subject) -> tuple[str, str, str]:
        """Title, abstract and keywords."""
        own = self._words["field"][subject.field]
        said = {"object": subject.topic} | {name: self._pick(own[name]) for name in ("method", "aim", "use")}
        said |= {"m": f"{subject.person_months}", "r": f"{subject.rights}"}
        band = "early" if subject.level <= 3 else "middle" if subject.level <= 6 else "late"
        title = self._pick(self._words["title"][subject.contract_type])
        if self._happens(MARKED):
            title = self._pick(self._words["title_mark"][band]).replace("{title}", title)
        middle = [self._pick(own["figure"]), *self._hints(subject, band)]
        self._shuffle(middle)
        sentences = [self._pick(self._words["opening"][subject.contract_type]), *map(self._sentence, middle)]
        if self._happens(CLOSED):
            sentences.append(self._pick(self._words["closing"]["any"]))
        if subject.amount is not None:
            said |= {"a": f"{subject.amount:.10g}", "y": f"{subject.amount * 10_000:,.0f}"}
            sentences.append(self._pick(self._words["amount"]["any"]))
        text = (" " if self._english else "").join(self._filled(sentence, said) for sentence in sentences)
        keywords = ("; " if self._english else "；").join((said["object"], said["method"], said["use"]))
        return self._capital(self._filled(title, said)), text, keywords

    def _hints(self, subject: Subject, band: str) -> list[str]:
        """Sentences on maturity, size, rights, values and indicators."""
        words = self._words
        share = 1.0 if subject.diligent else CARELESS
        found = self._said(words["maturity"], subject.level, 9, share)
        found += self._beside(subject)
        if self._happens(WORKED):
            found.append(self._pick(words["work"][band]))
        if self._happens(share):
            found.append(self._pick(words["scale"][str(subject.size)]))
        if self._happens(share):
            found.append(self._pick(words["ip"][subject.ip_kind]))
        for value, grade in zip(VALUES, subject.grades, strict=True):
            found += self._said(words["value"][value], grade, 5, share)
        for name, number in subject.indicators.items():
            if self._happens(share):
                found.append(self._pick(words["indicator"][name]).replace("{v}", f"{number:.10g}"))
        return found

    def _beside(self, subject: Subject) -> list[str]:
        """What is said of levels beside a plain statement: in the field's own words, of the past, of plans, and of what is not."""
        words, level, found = self._words, subject.level, []
        track = words["track"].get(TRACKS.get(subject.field, ""), {}).get(str(level))
        if track and self._happens(TRACKED):
            found.append(self._pick(track))
        if level > 1 and self._happens(REMEMBERED):
            before = max(level - 1 - int(3 * self._chance.random()), 1)
            found.append(self._pick(words["history"]["any"]).replace("{said}", self._pick(words["maturity"][str(before)])))
        if self._happens(INTENDED):
            found.append(self._pick(words["intention"][str(min(level + 1 + int(2 * self._chance.random()), 10))]))
        if self._happens(DENIED):
            found.append(self._pick(words["negation"][str(min(level + 1 + int(3 * self._chance.random()), 10))]))
        return found

    def _said(self, options: Mapping[str, Sequence[str]], grade: int, most: int, share: float) -> list[str]:
        """A statement of the grade with that probability, and in AGAIN of the cases another one; now and then one of a neighbour's."""
        found: list[str] = []
        if self._happens(share):
            found.append(self._graded(options, grade, most))
            if self._happens(AGAIN) and (again := self._graded(options, grade, most)) not in found:
                found.append(again)
        return found

    def _graded(self, options: Mapping[str, Sequence[str]], grade: int, most: int) -> str:
        chance = self._chance.random()
        slip = (chance < SLIPPED / 2) - (chance > 1 - SLIPPED / 2)
        return self._pick(options[str(min(max(grade + slip, 1), most))])

    def _filled(self, sentence: str, said: Mapping[str, str]) -> str:
        if "{" in sentence:
            for name, word in said.items():
                sentence = sentence.replace(f"{{{name}}}", word)
            if "{" in sentence:
                sentence = self._numbered(sentence)
        return _ARTICLE.sub(r"\1n ", sentence) if self._english else sentence

    def _numbered(self, sentence: str) -> str:
        chance = self._chance.random
        for mark in NUMBERED:
            while mark in sentence:
                match mark:
                    case "{p}":
                        number = f"{80 + 19.9 * chance():.1f}"
                    case "{q}":
                        number = f"{5 + int(chance() * 50)}"
                    case "{n}":
                        number = f"{(2 + int(chance() * 97)) * 10 ** int(chance() * 3)}"
                    case "{d}":
                        number = f"{0.1 + 9.8 * chance():.1f}"
                    case _:
                        number = f"{2 + int(chance() * 14)}"
                sentence = sentence.replace(mark, number, 1)
        return sentence

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
