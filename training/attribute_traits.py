"""What a linear model may know of a category's value: which one it is and, of a column of many values, of which letters it is made and how often it was seen.

Letters let a rare institution learn from its namesakes (学院 from 学院), and how often a value was seen says something by itself: those who win many
grants win other ones than those who win their first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

MANY = 40
"""Values from which a column is read by letters and frequency too; the values of a shorter list are known each by itself."""
SEEN = 2
"""Contracts from which a value is known; rarer ones are read as values never seen, for what is served will mostly be such."""
_IDENTITY, _FREQUENCY = 0.3, 0.3
"""Of a column of many values: the weight of being just this one and of ln(1 + contracts), beside letters of length 1."""
NOTHING = ""
UNSEEN = 0
"""Number of every value that is not known."""


@dataclass(frozen=True)
class ValueTraits:
    """`numbers`: value → number from 1 on, of one column; `traits` (V, f): row 0 those of a value that was never seen."""

    numbers: dict[str, int]
    traits: sparse.csr_matrix

    def keys(self, column: NDArray[np.object_]) -> NDArray[np.int64]:
        """The number of each value, (n,)."""
        return np.fromiter((self.numbers.get(value, UNSEEN) for value in column), np.int64, len(column))


def value_traits(column: NDArray[np.object_]) -> ValueTraits:
    """Learns the values of a column (n,) from all rows; no label is looked at."""
    counts = Counter(column.tolist())
    known = sorted({NOTHING, *(value for value, count in counts.items() if count >= SEEN)})
    numbers = {value: number for number, value in enumerate(known, UNSEEN + 1)}
    identity = sparse.diags(np.concatenate([[0.0], np.ones(len(known))]), format="csr")[:, 1:]
    if len(known) < MANY:
        return ValueTraits(numbers, sparse.csr_matrix(identity))
    told = np.asarray([1, *(counts[value] for value in known)], dtype=np.float64)
    seen = np.log1p(told) - np.average(np.log1p(told), weights=told)
    seen[numbers[NOTHING]] = 0.0  # nothing said is not a value that is rare or frequent
    parts = [_IDENTITY * identity, sparse.csr_matrix(_FREQUENCY * seen[:, None]), _letters(known, told[1:])]
    return ValueTraits(numbers, sparse.csr_matrix(sparse.hstack(parts)))


def _letters(values: Sequence[str], contracts: NDArray[np.float64]) -> sparse.csr_matrix:
    """Letters and pairs of letters of each value by their rarity among contracts, each value of length 1; a row of zeros first, for a value never seen."""
    counts = [Counter(value[at : at + size] for size in (1, 2) for at in range(len(value) - size + 1)) for value in values]
    holding: Counter[str] = Counter()
    for one, seen in zip(counts, contracts.tolist(), strict=True):
        holding.update(dict.fromkeys(one, seen))
    columns = {part: at for at, part in enumerate(sorted(holding))}
    rarity = {part: 1 + np.log((1 + contracts.sum()) / (1 + held)) for part, held in holding.items()}
    entries = [(row, columns[part], count * rarity[part]) for row, one in enumerate(counts, 1) for part, count in one.items()]
    rows, places, weights = (np.asarray(each) for each in zip(*entries, strict=True))
    found = sparse.csr_matrix((weights, (rows, places)), shape=(1 + len(values), len(columns)))
    length = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(length, 1e-12)) @ found)
