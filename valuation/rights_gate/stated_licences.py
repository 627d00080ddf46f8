"""How a right has been licensed already, from the free text that says so.

Only a whole, known phrase counts ("独占许可", "non-exclusive"); anything longer is to be checked, for it may name several licences, or deny one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from valuation.rights_gate.facts import TO_CHECK
from valuation.rights_gate.stated_text import stated_text

_PHRASES = {
    "none": (
        "未许可",
        "未许可他人",
        "未对外许可",
        "未曾许可",
        "无许可",
        "无对外许可",
        "没有许可",
        "not licensed",
        "never licensed",
        "no licence",
        "no licences",
        "no license",
    ),
    "open": ("开放许可", "专利开放许可", "open licence", "open license"),
    "ordinary": (
        "普通许可",
        "普通实施许可",
        "非独占许可",
        "非独占",
        "非排他许可",
        "ordinary",
        "ordinary licence",
        "non-exclusive",
        "non-exclusive licence",
        "non-exclusive license",
    ),
    "sole": ("排他许可", "排他实施许可", "排他", "sole", "sole licence", "sole license"),
    "exclusive": ("独占许可", "独占实施许可", "独占", "exclusive", "exclusive licence", "exclusive license"),
}
_LONGEST = 40
"""Characters of the longest phrase that is known."""


def stated_licences(text: str | None) -> str | None:
    """None for a blank text; none, open, ordinary, sole or exclusive for a known phrase; else `TO_CHECK`."""
    if text is None:
        return None
    stated = stated_text(text)
    return _CODES.get(_spelling(text), TO_CHECK) if stated == TO_CHECK and len(text) <= _LONGEST else stated


def _spelling(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text).casefold() if character.isalnum())


_CODES: Mapping[str, str] = {_spelling(phrase): code for code, phrases in _PHRASES.items() for phrase in phrases}
