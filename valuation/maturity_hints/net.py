"""Many words as one compiled expression, sorted by their first letter, so that text which holds none of them is passed over at the speed of a scan.

A word is a small pattern (regular expression without capturing groups); the first that matches at a place counts, in the order given. Each opens with
a plain letter, or with a class, group or optional part that can be spelled out into such: [尚还]未 is 尚未 and 还未.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

What = TypeVar("What")

_SPECIAL = frozenset({"", *r"\.^$*+?{}()|"})


class Net(Generic[What]):
    """Words with what they say. `boundary`: words of letters begin at the start of a written word (English); Chinese has no such places."""

    def __init__(self, words: Sequence[tuple[What, str]], *, boundary: bool) -> None:
        by_first: dict[str, list[tuple[What, list[str]]]] = {}
        for what, pattern in words:
            for word in spelled_out(pattern):
                runs = by_first.setdefault(word[0], [])
                if not runs or runs[-1][0] is not what:
                    runs.append((what, []))
                runs[-1][1].append(word[1:])
        flags = re.ASCII if boundary else re.NOFLAG
        branches = {first: _branch(first, [rest for _, rests in runs for rest in rests]) for first, runs in by_first.items()}
        letters = "|".join(branch for first, branch in branches.items() if first.isalnum())
        others = [branch for first, branch in branches.items() if not first.isalnum()]
        # Without capturing groups, which would cost more than the search itself: what was found is asked again of its first letter's few words.
        self._found = re.compile("|".join([rf"\b(?:{letters})" if boundary else letters, *others]), flags)
        self._says = {first: _Says(first, runs, flags) for first, runs in by_first.items()}

    def first(self, text: str, start: int = 0) -> tuple[int, int] | None:
        """Where the first word stands; None, and fast, where there is none."""
        match = self._found.search(text, start)
        return None if match is None else match.span()

    def all(self, text: str, start: int, end: int) -> Iterator[tuple[What, int, int]]:
        """Every word in order, with where it stands; none overlaps another."""
        for match in self._found.finditer(text, start, end):
            at, until = match.span()
            says = self._says[text[at]]
            yield says.only or says.what(text, at, end), at, until


class _Says(Generic[What]):
    """What the words of one first letter say: all the same, or what the group tells in which one is found."""

    def __init__(self, first: str, runs: Sequence[tuple[What, Sequence[str]]], flags: re.RegexFlag) -> None:
        self.only = runs[0][0] if len(runs) == 1 else None
        self._whats = [what for what, _ in runs]
        self._found = re.compile(_branch(first, [f"({'|'.join(rests)})" for _, rests in runs]), flags)

    def what(self, text: str, at: int, end: int) -> What:
        """What the word that stands at a place says."""
        match = self._found.match(text, at, end)
        if match is None or match.lastindex is None:
            raise ValueError(f"no word stands at {at}")
        return self._whats[match.lastindex - 1]


def _branch(first: str, rests: Sequence[str]) -> str:
    return f"{re.escape(first)}(?:{'|'.join(rests)})"


def spelled_out(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, each opening with a plain letter. ValueError for one that cannot be spelled out."""
    for word in _alternatives(pattern):
        yield from _opened(word)


def _opened(word: str) -> Iterator[str]:
    if word.startswith("(?:"):
        end = _closing(word)
        rest = word[end + 1 :]
        for head in _alternatives(word[3:end]):
            yield from _opened(head + rest.removeprefix("?"))
    elif word.startswith("["):
        end = word.index("]")
        rest = word[end + 1 :]
        yield from (letter + rest.removeprefix("?") for letter in word[1:end].replace(r"\n", "\n"))
    elif word[:1] not in _SPECIAL:
        rest = word[1:]
        yield word[0] + rest.removeprefix("?")
    else:
        raise ValueError(f"a word opens with a plain letter, a class or a group of such, not {word!r}")
    if rest.startswith("?"):
        yield from _opened(rest[1:])


def _alternatives(pattern: str) -> Iterator[str]:
    """Split at the bars outside groups and classes."""
    depth, begin, in_class, at = 0, 0, False, 0
    while at < len(pattern):
        letter = pattern[at]
        if letter == "\\":
            at += 1
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == "|" and depth == 0:
            yield pattern[begin:at]
            begin = at + 1
        at += 1
    yield pattern[begin:]


def _closing(word: str) -> int:
    """Where the group that opens the word is closed."""
    depth, at = 0, 0
    while True:
        if word[at] == "\\":
            at += 1
        elif word[at] in "()":
            depth += 1 if word[at] == "(" else -1
            if depth == 0:
                return at
        at += 1
