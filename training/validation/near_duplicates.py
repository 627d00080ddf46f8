"""Texts that are nearly the same: pairs whose shingles agree by at least a given share (Jaccard), exact copies included.

MinHash (Broder 1997) in its one-permutation form (Li, Owen & Zhang 2012; densified by rotation, Shrivastava & Li 2014) finds candidates, bands of
equal minima bring them together, and every candidate is then compared shingle by shingle: no pair is reported by chance. A shingle is eight bytes
of UTF-8 without white space: eight Latin letters, or nearly three Chinese characters. Nothing is random, so the same texts give the same pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

SHINGLE = 8
LEAST_BYTES = 40
"""A shorter text (about seven English words, thirteen Chinese characters) is a generic title, and says nothing of being the same work."""
BANDS, ROWS = 21, 6
"""Pairs of similarity s become candidates with probability 1 − (1 − s^ROWS)^BANDS: 0.998 at 0.8, 0.93 at 0.7, 0.28 at 0.5."""
ALL_PAIRS = 12
"""In a larger bucket each text is compared with the first and with its neighbour only; the chain still holds together what belongs together."""
CHUNK = 4_000_000
"""Bytes of text hashed at a time."""

_ONE, _TWO = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_EMPTY = np.uint64(2**64 - 1)


@dataclass(frozen=True)
class Pairs:
    """m pairs of rows, `left` < `right`, with the share of shingles that they have in common; (m,) each, by row."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    similarity: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.left)


def near_duplicates(texts: Sequence[str], least: float = 0.8) -> Pairs:
    """Pairs of texts (n) with a similarity of at least `least`. Of texts that are exactly the same, each later one is paired with the first."""
    bare = ["".join(text.split()).encode("utf-8", "surrogatepass") for text in texts]
    first: dict[bytes, int] = {}
    found: dict[tuple[int, int], float] = {}
    for row, text in enumerate(bare):
        if len(text) >= LEAST_BYTES and (twin := first.setdefault(text, row)) != row:
            found[(twin, row)] = 1.0
    rows = sorted(first.values())
    unique = [bare[row] for row in rows]
    minima = signatures(unique)
    known: dict[int, NDArray[np.uint64]] = {}
    for left, right in sorted(set(_candidates(minima))):
        if (minima[left] == minima[right]).mean() < least - 0.2:
            continue
        for at in (left, right):
            if at not in known:
                known[at] = shingles(unique[at])
        similarity = jaccard(known[left], known[right])
        if similarity >= least:
            found[(rows[left], rows[right])] = similarity
    pairs = np.asarray(sorted(found), dtype=np.int64).reshape(-1, 2)
    return Pairs(pairs[:, 0], pairs[:, 1], np.asarray([found[left, right] for left, right in pairs.tolist()], dtype=np.float64))


def shingles(text: bytes) -> NDArray[np.uint64]:
    """The set of its shingles as sorted numbers; empty where the text is shorter than one."""
    return np.unique(_windows(np.frombuffer(text, np.uint8)))


def jaccard(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> float:
    """Shared ÷ all of two sorted sets."""
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return shared / max(len(left) + len(right) - shared, 1)


def signatures(texts: Sequence[bytes]) -> NDArray[np.uint64]:
    """Minima of each text, (n, BANDS × ROWS); equal entries of two texts estimate their similarity. Texts have at least `SHINGLE` bytes."""
    bins = BANDS * ROWS
    minima = np.full(len(texts) * bins, _EMPTY, dtype=np.uint64)
    start = 0
    while start < len(texts):
        end, size = start, 0
        while end < len(texts) and (size == 0 or size + len(texts[end]) <= CHUNK):
            size += len(texts[end])
            end += 1
        _add(minima, texts[start:end], start, bins)
        start = end
    return _densified(minima.reshape(len(texts), bins))


def _add(minima: NDArray[np.uint64], texts: Sequence[bytes], start: int, bins: int) -> None:
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts))
    hashes = _windows(np.frombuffer(b"".join(texts), np.uint8))
    owner = np.repeat(np.arange(len(texts)), lengths)[: len(hashes)]
    whole = np.repeat(np.cumsum(lengths), lengths)[: len(hashes)] - np.arange(len(hashes)) >= SHINGLE  # not across the border of two texts
    hashes, owner = hashes[whole], owner[whole]
    place = ((hashes >> np.uint64(32)) * np.uint64(bins)) >> np.uint64(32)
    np.minimum.at(minima, (owner + start) * bins + place.astype(np.int64), hashes)


def _windows(text: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """The mixed value of each run of eight bytes, (length − 7,); the mixing is one to one, so different shingles never collide."""
    packed = text.astype(np.uint64)
    for width in (1, 2, 4):
        packed = packed[:-width] | (packed[width:] << np.uint64(8 * width))
    packed = packed * _ONE
    packed ^= packed >> np.uint64(31)
    packed *= _TWO
    packed ^= packed >> np.uint64(29)
    return packed


def _densified(minima: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Bins of short texts that no shingle fell into take the value of the next filled one, marked by the distance."""
    bins = minima.shape[1]
    at = np.where(minima == _EMPTY, 3 * bins, np.arange(bins))
    doubled = np.hstack([at, at + bins])
    doubled = np.minimum.accumulate(doubled[:, ::-1], axis=1)[:, ::-1][:, :bins]
    filled = np.take_along_axis(minima, doubled % bins, axis=1)
    return np.asarray(filled + (doubled - np.arange(bins)).astype(np.uint64) * _TWO)


def _candidates(minima: NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that agree in all minima of some band."""
    for band in range(BANDS):
        key = np.zeros(len(minima), dtype=np.uint64)
        for column in range(band * ROWS, (band + 1) * ROWS):
            key = (key ^ minima[:, column]) * _ONE
            key ^= key >> np.uint64(32)
        order = np.argsort(key, kind="stable")
        ends = np.flatnonzero(np.diff(key[order])) + 1
        for bucket in np.split(order, ends):
            if len(bucket) < 2:
                continue
            members = bucket.tolist()
            if len(members) <= ALL_PAIRS:
                yield from combinations(members, 2)
            else:
                yield from ((members[0], one) for one in members[1:])
                yield from pairwise(members[1:])
