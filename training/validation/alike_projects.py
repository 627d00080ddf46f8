"""Near-duplicates joined into one project, so that no split parts them; a family of many alike texts is boilerplate and is left as it was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.validation.near_duplicates import Pairs

STRICTER = (0.0, 1.0)
"""Where a family is too large, its exact copies are tried again alone. Nothing between: in a large family not every pair was compared, so that what hangs
together at 0.97, say, would be a matter of chance."""


@dataclass(frozen=True)
class Joined:
    """`projects` (n,) anew; how many groups now hold rows of several former projects, and rows of the largest project before and after; `left_apart`:
    pairs of families above the cap, whose rows a split may part.
    """

    projects: NDArray[np.int64]
    groups: int
    largest_before: int
    largest: int
    left_apart: NDArray[np.bool_]


def join_alike(projects: NDArray[np.int64], pairs: Pairs, most: int) -> Joined:
    """Projects (n,) whose texts are near-duplicates as one, in so far as no joined project has more than `most` rows.

    A chain (a is like b, b like c, …) can hold thousands of rows together where texts are written from a template: such a family is not joined in part,
    which would be arbitrary, but its exact copies alone, and they only where they are not too many.
    """
    before = np.unique(projects, return_inverse=True)[1].astype(np.int64)
    sizes = np.bincount(before)
    open_pairs = before[pairs.left] != before[pairs.right]
    roots = np.arange(len(sizes))
    for least in STRICTER:
        tried = np.flatnonzero(open_pairs & (pairs.similarity >= least))
        found = _components(before[pairs.left[tried]], before[pairs.right[tried]], roots)
        rows = np.bincount(found, sizes, minlength=len(sizes))
        small = rows[found] <= most
        roots = np.where(small, found, roots)
        open_pairs &= roots[before[pairs.left]] != roots[before[pairs.right]]
    _, after = np.unique(roots[before], return_inverse=True)
    joined = int((np.bincount(roots, minlength=len(sizes)) > 1).sum())
    return Joined(after.astype(np.int64), joined, int(sizes.max(initial=0)), int(np.bincount(after).max()) if len(after) else 0, open_pairs)


def _components(left: NDArray[np.int64], right: NDArray[np.int64], roots: NDArray[np.int64]) -> NDArray[np.int64]:
    """The smallest member of each project's connected family, (projects,), families so far being `roots`."""
    parent = roots.tolist()

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for one, other in zip(left.tolist(), right.tolist(), strict=True):
        a, b = root(one), root(other)
        parent[max(a, b)] = min(a, b)
    return np.asarray([root(at) for at in range(len(parent))], dtype=np.int64)
