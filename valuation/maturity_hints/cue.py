"""A cue: words that name a proof or the thing proved, and the items of the gate that they point to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cue:
    """`pattern` is a regular expression without groups of its own.

    `affirms`: the words themselves say that it is done (远销海外). `ongoing`: that it is under way is as good as done (正在量产).
    """

    items: tuple[str, ...]
    pattern: str
    affirms: bool = False
    ongoing: bool = False
