"""The nearest known name to a wrong one, as half of a fix: 'Did you mean …? Known: …'."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

from valuation.bilingual import Bilingual
from valuation.catalogue import say

SHOWN = 30


def suggestion(wrong: str, known: Iterable[str]) -> Bilingual:
    """An instruction that names the nearest of the known names, if one is near, and the first thirty of all."""
    names = list(dict.fromkeys(known))
    if not names:
        return say("tables.nearest.none")
    first = ", ".join(names[:SHOWN])
    known_names = say("tables.nearest.known", names=say("tables.nearest.more", names=first, count=len(names)) if len(names) > SHOWN else first)
    near = nearest(wrong, names)
    return say("tables.nearest.meant", near=near, known=known_names) if near else known_names


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """The known name most like the wrong one, or None where nothing comes near; case, width and separators count little."""
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(_folded(name), name)
    # One wrong character in two is near: Chinese names are short.
    found = difflib.get_close_matches(_folded(wrong), list(folded), n=1, cutoff=0.5 if len(wrong) <= 4 else 0.6)
    if not found:
        found = [name for name in folded if len(name) > 2 and (name in _folded(wrong) or _folded(wrong) in name) and _folded(wrong)][:1]
    return folded[found[0]] if found else None


def _folded(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())
