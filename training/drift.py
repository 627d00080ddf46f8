"""Drift of the inputs: how far the contracts since a year differ from those before it, attribute by attribute, by the population stability index.

PSI = Σ (p − q) ln(p / q) over classes: below 0.1 little, from 0.1 noticeable, from 0.25 large (the usual credit-scoring bands, a convention and no
test). Small samples show some by chance, about (classes − 1)(1/n + 1/m), which is taken off before a verdict (Yurdakul & Naranjo 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from training.inputs import Inputs
from training.numbering import numbered
from valuation.features import DERIVED_NUMBERS, FeatureSchema

NOTICEABLE, LARGE = 0.10, 0.25
LEAST_SHARE = 0.01
"""Values rarer than this among the rows before are one class, and so are values that are new."""
BINS = 10
TEXT = "text"


@dataclass(frozen=True)
class InputDrift:
    """One input: `psi` over `classes`, what of it chance alone explains, and the shares of rows without a value, and with a value never seen before."""

    name: str
    kind: Literal["category", "number", "text"]
    psi: float
    by_chance: float
    classes: int
    unknown_before: float
    unknown_since: float
    new_values: float

    @property
    def excess(self) -> float:
        """What chance does not explain, at least 0."""
        return max(self.psi - self.by_chance, 0.0)

    @property
    def verdict(self) -> Literal["large", "noticeable", "little"]:
        return "large" if self.excess >= LARGE else "noticeable" if self.excess >= NOTICEABLE else "little"


def input_drift(before: Inputs, since: Inputs, centroids: NDArray[np.float32], schema: FeatureSchema) -> list[InputDrift]:
    """Every attribute, the lengths of the texts, and the text by its nearest centroid; the most drifted first."""
    found = [_category(name, before.categories[:, at], since.categories[:, at]) for at, name in enumerate(schema.categories)]
    found += [_number(name, before.numbers[:, at], since.numbers[:, at]) for at, name in enumerate((*DERIVED_NUMBERS, *schema.numbers))]
    found.append(_text(before.embedding, since.embedding, centroids))
    return sorted(found, key=lambda one: -one.excess)


def psi(before: NDArray[np.int64], since: NDArray[np.int64]) -> float:
    """Population stability index of two vectors of counts over the same classes; half a row is added to each, so that an empty class stays finite."""
    shares = [(counts + 0.5) / (counts + 0.5).sum() for counts in (before.astype(np.float64), since.astype(np.float64))]
    return float(((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum())


def _category(name: str, before: NDArray[np.object_], since: NDArray[np.object_]) -> InputDrift:
    values, at = numbered(before)
    common = {values[one]: place for place, one in enumerate(np.flatnonzero(np.bincount(at, minlength=len(values)) >= LEAST_SHARE * len(before)))}
    classes = [np.asarray([common.get(value, len(common)) for value in column], dtype=np.int64) for column in (before, since)]
    known = set(values)
    new = float(np.mean([value not in known for value in since])) if len(since) else 0.0
    return _measured(name, "category", classes, len(common) + 1, [column == "" for column in (before, since)], new)


def _number(name: str, before: NDArray[np.float32], since: NDArray[np.float32]) -> InputDrift:
    unknown = [np.isnan(column) for column in (before, since)]
    known = before[~unknown[0]]
    edges = np.unique(np.quantile(known, np.arange(1, BINS) / BINS)) if len(known) else np.empty(0)
    classes = [np.where(gone, len(edges) + 1, np.searchsorted(edges, column, side="left")) for column, gone in zip((before, since), unknown, strict=True)]
    return _measured(name, "number", classes, len(edges) + 2, unknown, 0.0)


def _text(before: NDArray[np.float32], since: NDArray[np.float32], centroids: NDArray[np.float32]) -> InputDrift:
    silent = [np.linalg.norm(column, axis=1) < 0.5 for column in (before, since)]
    classes = [
        np.where(none, len(centroids), (column @ centroids.T).argmax(axis=1) if len(column) else 0)
        for column, none in zip((before, since), silent, strict=True)
    ]
    return _measured(TEXT, "text", classes, len(centroids) + 1, silent, 0.0)


def _measured(
    name: str, kind: Literal["category", "number", "text"], classes: Sequence[NDArray[np.int64]], count: int, unknown: Sequence[NDArray[np.bool_]], new: float
) -> InputDrift:
    counts = [np.bincount(column, minlength=count) for column in classes]
    used = (counts[0] + counts[1]) > 0
    sizes = [max(len(column), 1) for column in classes]
    chance = (int(used.sum()) - 1) * (1 / sizes[0] + 1 / sizes[1])
    shares = [float(gone.mean()) if len(gone) else 0.0 for gone in unknown]
    return InputDrift(name, kind, psi(counts[0][used], counts[1][used]), chance, int(used.sum()), shares[0], shares[1], new)
