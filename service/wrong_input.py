"""One thing that is wrong with an input, in both languages until it is known which one its sender reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from valuation.bilingual import Bilingual, Language
from valuation.catalogue import say
from valuation.field_error import shortened
from valuation.valuation import InputError

Steps = tuple[str | int, ...]
LONGEST = 200
"""Characters of a step."""


@dataclass(frozen=True, slots=True)
class WrongInput:
    """`pointer` is a JSON pointer into the request body; `value` what stood there, shortened."""

    pointer: str
    value: str
    detail: Bilingual
    fix: Bilingual

    @classmethod
    def of(cls, kind: str, steps: Iterable[str | int] = (), value: object = None, **facts: object) -> WrongInput:
        """What the catalogue says of a kind of error: `inputs.wrong.<kind>` and `inputs.fix.<kind>`."""
        return cls(pointer(steps), shortened(value), say(f"inputs.wrong.{kind}", **facts), say(f"inputs.fix.{kind}", **facts))

    def in_language(self, language: Language | None) -> InputError:
        """As the sender reads it; in English where no language was asked for."""
        return InputError(pointer=self.pointer, value=self.value, detail=self.detail.in_language(language), fix=self.fix.in_language(language))


def pointer(steps: Iterable[str | int]) -> str:
    """The JSON pointer (RFC 6901) of a place in a document; a name that nobody gives a field is cut."""
    return "".join("/" + str(step)[:LONGEST].replace("~", "~0").replace("/", "~1") for step in steps)
