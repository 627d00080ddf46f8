"""Why the price head says what it says: exact TreeSHAP values of its mean over recent contracts, by LightGBM's own `pred_contrib`.

Contributions are in ln(price) and add up to the mean that is served: exp of one is the factor by which it moves a price. All dimensions of the
text count as one feature; the price level has what the trees make of it and what is added outside them.
Source: Lundberg, Erion and Lee 2018, "Consistent individualized feature attribution for tree ensembles".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.inputs import Inputs
from training.price_model import PriceModel
from valuation.features import FeatureSchema

SAMPLE, RECENT_YEARS = 2_000, 5.0
DATE, LEVEL, TEXT = "date", "price level", "text"


@dataclass(frozen=True)
class Explanation:
    """`names` of the k features in the order of the frame, the text last; `contributions` (n, k) in ln(price), `base` what the mean is without any.

    `rows` (n,) index the inputs given; `gains` (k,) are shares of the training gain of the mean's forests.
    """

    names: tuple[str, ...]
    rows: NDArray[np.int64]
    contributions: NDArray[np.float64]
    base: float
    gains: NDArray[np.float64]

    @property
    def importance(self) -> NDArray[np.float64]:
        """Mean absolute contribution of each feature, ln(price), (k,)."""
        return np.asarray(np.abs(self.contributions).mean(axis=0))

    @property
    def order(self) -> list[int]:
        """Features by importance, the greatest first."""
        return [int(at) for at in np.argsort(-self.importance, kind="stable")]


def explain(price: PriceModel, inputs: Inputs, schema: FeatureSchema, seed: int) -> Explanation:
    """Contributions to the mean for a seeded sample of the newest of the rows given."""
    rows = recent_sample(inputs.years.astype(np.float64), seed)
    shown = inputs.take(rows)
    matrix, level = price.frame.run(shown)
    blend = price.interval.blend
    added = blend * price.share * level + (1 - blend) * price.foretell(shown).level  # outside the trees: the base of what they learn, and the walk
    names = (*schema.categories, *schema.number_columns, DATE, LEVEL, TEXT)
    found, base = _of_the_mean(price, matrix, added, len(names))
    return Explanation(names, rows, found, base, grouped_gains(price, len(names)))


def recent_sample(years: NDArray[np.float64], seed: int, size: int = SAMPLE) -> NDArray[np.int64]:
    """At most `size` indices from the last `RECENT_YEARS`, or of the newest rows where those years are thin; ascending."""
    newest = np.argsort(years, kind="stable")[-max(size, int((years > years.max() - RECENT_YEARS).sum())) :]
    return np.sort(np.random.default_rng(seed).permutation(newest)[:size])


def grouped_gains(price: PriceModel, count: int) -> NDArray[np.float64]:
    """Share of the loss that each of `count` features takes off in the mean's forests, the text as one; (count,)."""
    gains = np.zeros(count)
    for booster in price.boosters[: price.means]:
        own = np.asarray(booster.feature_importance("gain"), dtype=np.float64)
        gains += _grouped(own[None, :], count)[0] / max(own.sum(), 1e-12) / price.means
    return gains


def _of_the_mean(price: PriceModel, matrix: NDArray[np.float32], added: NDArray[np.float64], count: int) -> tuple[NDArray[np.float64], float]:
    trees = np.zeros((len(matrix), count))
    base = 0.0
    for booster in price.boosters[: price.means]:
        found = np.asarray(booster.predict(matrix[:, : booster.num_feature()], pred_contrib=True))
        trees += _grouped(found[:, :-1], count) / price.means
        base += float(found[0, -1]) / price.means
    contributions = price.interval.blend * trees
    contributions[:, count - 2] += added - added.mean()
    return contributions, price.interval.blend * base + float(added.mean())


def _grouped(columns: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """(n, features) → (n, count): what stands behind the price level is text."""
    found = np.zeros((len(columns), count))
    own = min(columns.shape[1], count - 1)
    found[:, :own] = columns[:, :own]
    found[:, count - 1] = columns[:, own:].sum(axis=1)
    return found
