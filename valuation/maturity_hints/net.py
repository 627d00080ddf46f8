"""Many words looked for at once, sorted by their first letter: one compiled class of letters passes over text that holds none of them at the speed
of a scan, and where a letter stands, its few words are tried.

A word is a small pattern (regular expression without capturing groups); the first that matches at a place counts, in the order given. Each opens with
a plain letter, or with a class, group or optional part that can be spelled out into such: [尚还]未 is 尚未 and 还未.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

What = TypeVar("What")

_SPECIAL = frozenset({"", *r"\.^$*+?{}()|"})


def any_of(patterns: Iterable[str], *, boundary: bool) -> re.Pattern[str]:
    """Whether and where any of the words stands: one expression whose alternatives each open with a letter, which is what lets text be passed over."""
    words = [(None, pattern) for pattern in patterns]
    branches = {first: _branch(first, [rest for _, rests in runs for rest in rests]) for first, runs in _by_first(words).items()}
    letters = "|".join(branch for first, branch in branches.items() if first.isalnum())
    others = [branch for first, branch in branches.items() if not first.isalnum()]
    return re.compile("|".join([rf"\b(?:{letters})" if boundary else letters, *others]), _flags(boundary))


class Net(Generic[What]):
    """Words with what they say. `boundary`: words of letters begin at the start of a written word (English); Chinese has no such places."""

    def __init__(self, words: Sequence[tuple[What, str]], *, boundary: bool) -> None:
        by_first = _by_first(words)
        letters, others = (_class(first for first in by_first if first.isalnum() is letter) for letter in (True, False))
        self._first = re.compile("|".join(each for each in (rf"\b{letters}" if boundary else letters, others) if each), _flags(boundary))
        # One group for each run of words that say the same: its number tells what was found.
        self._tried = {
            first: (re.compile(_branch(first, [f"({'|'.join(rests)})" for _, rests in runs]), _flags(boundary)).match, [what for what, _ in runs])
            for first, runs in by_first.items()
        }

    def all(self, text: str, start: int, end: int) -> Iterator[tuple[What, int, int]]:
        """Every word in order, with where it stands; none overlaps another."""
        until = start
        for candidate in self._first.finditer(text, start, end):
            at = candidate.start()
            if at >= until:
                match, whats = self._tried[text[at]]
                found = match(text, at, end)
                if found is not None and found.lastindex is not None:
                    until = found.end()
                    yield whats[found.lastindex - 1], at, until


def _by_first(words: Sequence[tuple[What, str]]) -> dict[str, list[tuple[What, list[str]]]]:
    """First letter → runs of words that say the same, each without that letter, in the order given."""
    by_first: dict[str, list[tuple[What, list[str]]]] = {}
    for what, pattern in words:
        for word in spelled_out(pattern):
            runs = by_first.setdefault(word[0], [])
            if not runs or runs[-1][0] is not what:
                runs.append((what, []))
            runs[-1][1].append(word[1:])
    return by_first


def _branch(first: str, rests: Sequence[str]) -> str:
    return f"{re.escape(first)}(?:{'|'.join(rests)})"


def _flags(boundary: bool) -> re.RegexFlag:
    return re.ASCII if boundary else re.NOFLAG


def _class(letters: Iterable[str]) -> str:
    escaped = "".join(re.escape(letter) for letter in letters)
    return f"[{escaped}]" if escaped else ""


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
