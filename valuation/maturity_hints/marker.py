"""Markers: the words around a cue that say whether the thing is done, meant, denied, somebody else's or still under way."""

from __future__ import annotations

from enum import IntEnum, auto


class Marker(IntEnum):
    """What a word says of the cues near it."""

    CLAUSE_END = auto()
    NEGATION = auto()
    """尚未, without: denies what stands in its clause."""
    INTENTION = auto()
    """拟, will: what is meant for later, in its clause and in those that follow, until something is said to be done."""
    POSSIBILITY = auto()
    """可实现, can be: what could be, in its clause."""
    PURPOSE = auto()
    """面向, for: what something is good for, only right before the cue."""
    OTHERS = auto()
    """国外已有, competitors: somebody else's."""
    OURSELVES = auto()
    """本项目, we: our own again."""
    NOW = auto()
    """目前, currently: ends an intention, affirms nothing by itself."""
    UNDER_WAY = auto()
    """正在, is being: not done yet."""
    DONE = auto()
    """已, has been: done, whatever was meant before."""
    RESULT = auto()
    """完成, passed: done, unless an intention, a possibility or a negation governs it."""
    AFTER = auto()
    """后, after: the clause is only as real as the one it leads to."""
