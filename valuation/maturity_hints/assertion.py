"""Which cues of a sentence are said to be so: done, ours, and neither meant, denied, possible nor under way.

The sentence comes as its marks in order, cues and markers alike, cut into clauses. Each cue is judged by the nearest governing marker on its left in the
clause (else by an intention of an earlier clause), by the first on its right, and needs some word that says it is done. Linear in the marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from valuation.maturity_hints.cue import Cue
from valuation.maturity_hints.marker import Marker

Mark = tuple[Cue | Marker, int, int]
"""A cue or a marker, and from where to where it stands in the text."""
Asserted = tuple[Cue, int, int]
"""A cue that is said to be so."""

_GOVERNING = frozenset({Marker.NEGATION, Marker.INTENTION, Marker.POSSIBILITY, Marker.UNDER_WAY, Marker.DONE})
_UNREAL = frozenset({Marker.NEGATION, Marker.INTENTION, Marker.POSSIBILITY})
_FUTURE = frozenset({Marker.INTENTION, Marker.POSSIBILITY})


@dataclass(slots=True)
class _Reading:
    """What is held true on the way through a sentence; `waiting` are cues of a clause that ends in 后: as real as the next clause."""

    intention: bool = False
    others: bool = False
    others_here: bool = False
    asserted: bool = False
    waiting: list[Asserted] = field(default_factory=list)

    def take(self, what: Marker) -> None:
        """An intention holds until something is done or "now" is said; what is others' until ours is named, or something is done in a later clause."""
        if what is Marker.INTENTION:
            self.intention = True
        elif what is Marker.DONE:
            self.intention, self.others = False, self.others_here
        elif what is Marker.NOW:
            self.intention = self.others = False
        elif what is Marker.OURSELVES:
            self.others = False
        elif what is Marker.OTHERS:
            self.others = self.others_here = True


def asserted(clauses: Sequence[Sequence[Mark]], near: int, *, after_last: bool) -> Iterator[Asserted]:
    """The cues of a sentence that are said to be so.

    `near` is how many characters before a cue a purpose still governs it; `after_last` whether 后 ends its clause (Chinese) or "after" begins it.
    """
    reading = _Reading()
    for marks in clauses:
        if reading.waiting:
            if not _is_future(marks):
                yield from reading.waiting
            reading.waiting = []
        reading.others_here = False
        if any(type(what) is Cue for what, _, _ in marks):
            yield from _of_clause(marks, reading, near, waits=marks[-1 if after_last else 0][0] is Marker.AFTER)
        else:
            reading.asserted = False
            for what, _, _ in marks:
                if isinstance(what, Marker):
                    reading.take(what)
    yield from reading.waiting


def _of_clause(marks: Sequence[Mark], reading: _Reading, near: int, *, waits: bool) -> Iterator[Asserted]:
    rights = _governing_rights(marks)
    whats = [what for what, _, _ in marks]
    affirmed = Marker.RESULT in whats or (reading.asserted and all(type(what) is Cue for what in whats))
    left: Marker | None = None
    finished = False
    purpose_end = -near - 1
    for (what, start, end), right in zip(marks, rights, strict=True):
        if isinstance(what, Cue):
            reading.asserted = start - purpose_end > near and _is_real(what, left, right, reading, affirmed=affirmed, finished=finished)
            if reading.asserted and waits and left is not Marker.DONE and right is not Marker.DONE:
                reading.waiting.append((what, start, end))
            elif reading.asserted:
                yield what, start, end
            continue
        reading.take(what)
        if what in _GOVERNING:
            left, finished = what, False
        elif what is Marker.RESULT:
            finished = True
        elif what is Marker.PURPOSE:
            purpose_end = end


def _is_real(cue: Cue, left: Marker | None, right: Marker | None, reading: _Reading, *, affirmed: bool, finished: bool) -> bool:
    """By the governing markers on either side; `finished`: a result stands between the left one and the cue (已完成中试)."""
    if reading.others or left in _UNREAL or right is Marker.NEGATION:
        return False
    if right in _FUTURE:
        return left is Marker.DONE and finished
    if left is Marker.UNDER_WAY or (right is Marker.UNDER_WAY and left is not Marker.DONE):
        return cue.ongoing
    if left is Marker.DONE or right is Marker.DONE:
        return True
    return not reading.intention and (affirmed or cue.affirms)


def _governing_rights(marks: Sequence[Mark]) -> list[Marker | None]:
    """For each mark the first governing marker to its right in the clause."""
    rights: list[Marker | None] = [None] * len(marks)
    found: Marker | None = None
    for at in range(len(marks) - 1, -1, -1):
        rights[at] = found
        what = marks[at][0]
        if isinstance(what, Marker) and what in _GOVERNING:
            found = what
    return rights


def _is_future(marks: Sequence[Mark]) -> bool:
    """Whether the clause's first word on its reality is an intention or a possibility."""
    for what, _, _ in marks:
        if what is Marker.DONE:
            return False
        if isinstance(what, Marker) and what in _FUTURE:
            return True
    return False
