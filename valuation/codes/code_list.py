"""A code list: stable codes, their labels in Chinese and English, and the other spellings under which people type them.

A list whose originals give no code that we could confirm uses lower-case English slugs as codes.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from valuation.bilingual import Bilingual, Language
from valuation.catalogue import say
from valuation.certainty import Certainty
from valuation.field_error import FieldError

SHOWN = 40
"""Codes that an error names; of a longer list the first ones, beside the nearest."""

_NUMBER = re.compile(r"(\d+)(?:\.0+)?")
_NUMERIC = re.compile(r"[\d.,+\-\s]+")


@dataclass(frozen=True, eq=False)
class CodeList:
    """`entries` maps a code to its (zh, en) labels, `aliases` another spelling to its code; both keep their order.

    `official_codes` says whether the codes are those of the source or our slugs. Two codes that share a spelling are a ValueError.
    `deciding` gives, of a spelling that the list does not hold, the part that decides (of a region code the two digits of its province), "" where none does.
    """

    name: str
    source: str
    entries: Mapping[str, tuple[str, str]]
    aliases: Mapping[str, str]
    certainty: Certainty = "K"
    official_codes: bool = False
    note: str = ""
    deciding: Callable[[str], str] | None = None
    _index: Mapping[str, str] = field(init=False, repr=False)
    _labels: Mapping[str, Bilingual] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", MappingProxyType(self._spellings()))
        labels = {code: Bilingual(zh=zh, en=en) for code, (zh, en) in self.entries.items()}
        object.__setattr__(self, "_labels", MappingProxyType(labels))

    def resolve(self, value: str, field: str) -> str:
        """The code that a code, a label or an alias means; spacing, case, width and punctuation do not matter.

        Raises FieldError for `field`, naming the nearest codes and the allowed ones.
        """
        code = self.find(value)
        if code is None:
            raise FieldError(field, value, say("fields.not_in_list", codes=self.name), self._fix(value))
        return code

    def find(self, value: str) -> str | None:
        """The same, None where the list does not know it."""
        code = self._index.get(value)
        if code is None:
            spelling = unicodedata.normalize("NFKC", value)
            code = self._index.get(_spelling(spelling)) or self._index.get(self._padded(spelling)) or self._index.get(self._decided(spelling))
        return code

    def label(self, code: str, lang: Language) -> str:
        """The label of a code; KeyError if the list has no such code."""
        return self._labels[code].in_language(lang)

    def bilingual(self, code: str) -> Bilingual:
        """The label of a code in both languages, made once; KeyError if the list has no such code."""
        return self._labels[code]

    def _spellings(self) -> dict[str, str]:
        index: dict[str, str] = {}
        own = [(spelling, code) for code, (zh, en) in self.entries.items() for spelling in (code, zh, en, code + zh)]
        for spelling, code in (*own, *self.aliases.items()):
            if code not in self.entries:
                raise ValueError(f"{self.name}: {spelling!r} stands for the unknown code {code!r}")
            if index.setdefault(_spelling(spelling), code) != code:
                raise ValueError(f"{self.name}: {spelling!r} would mean both {index[_spelling(spelling)]!r} and {code!r}")
        # Codes as they are written, so that the usual case costs one look-up.
        return index | {code: code for code in self.entries}

    def _padded(self, value: str) -> str:
        """A numeric code as a spreadsheet leaves it: 22 or 22.0 for 022."""
        number = _NUMBER.fullmatch(value.strip())
        width = max((len(code) for code in self.entries if code.isdecimal()), default=0)
        return number[1].zfill(width) if number else ""

    def _decided(self, value: str) -> str:
        """The spelling under which the list holds what decides a longer one; a number without the decimals of a spreadsheet."""
        if self.deciding is None:
            return ""
        number = _NUMBER.fullmatch(value.strip())
        return _spelling(self.deciding(number[1] if number else value.strip()))

    def _fix(self, value: str) -> Bilingual:
        near = difflib.get_close_matches(_spelling(value), self._index, n=3, cutoff=0.6)
        nearest = list(dict.fromkeys(self._index[spelling] for spelling in near))
        hint = say("fields.did_you_mean", names=", ".join(self._shown(code) for code in nearest)) if nearest else ""
        codes = [self._shown(code) for code in self.entries]
        more = f" … ({len(codes):,})" if len(codes) > SHOWN else ""
        return say("fields.use_list", nearest=hint, allowed=", ".join(codes[:SHOWN]) + more)

    def _shown(self, code: str) -> str:
        return f"{code} {self.entries[code][0]}"


def _spelling(text: str) -> str:
    """What is left of a spelling when width, case, spaces and punctuation no longer matter; those of a number always do (1.00 is not 100)."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    return plain if _NUMERIC.fullmatch(plain) else "".join(character for character in plain if character.isalnum())
