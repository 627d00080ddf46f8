"""Which out-of-time predictions would have been answered: each origin's refusals set on the years before it, as a bundle of that day would have.

A text far from everything that taught is refused (`familiar.py`), and so is a row that says nothing, or whose price level hardly any contract
supports. Three things are no part of this: what is chosen once on all years, the encoder and its vocabulary; the scorer's refusal of a text mostly of
tokens unknown to that vocabulary, so that a set with texts in a foreign script is answered less often than said here; and dates, because every
origin's test years lie inside its support.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.scorer import FAMILIAR_TOKENS
from training.embedding import token_counts
from training.familiar import SAMPLE, familiarity_limit, fit_centroids
from training.inputs import Inputs
from training.price_process import SUPPORTED
from training.rolling_origin import Origin, OutOfTime
from training.trained import Encoder
from valuation.features import DERIVED_NUMBERS

BEGINNING = 400
"""Characters that always hold `FAMILIAR_TOKENS` tokens: to know that a text is long enough, one need not read it all."""


def long_enough(encoder: Encoder, texts: Sequence[str]) -> NDArray[np.bool_]:
    """Which texts (n,) are long enough to be judged by their meaning."""
    return np.asarray(token_counts(encoder, [text[:BEGINNING] for text in texts]) >= FAMILIAR_TOKENS)


def answered(found: OutOfTime, cuts: Sequence[Origin], inputs: Inputs, judged: NDArray[np.bool_], seed: int) -> NDArray[np.bool_]:
    """For each of the m predictions whether it would have been answered; `inputs` (n) and `judged` (n,), the long enough texts, of the rows given."""
    kept = says_something(inputs)[found.rows] & (found.deviation <= SUPPORTED)
    for cut in cuts:
        taught = cut.train[:: max(len(cut.train) // SAMPLE, 1)]
        centroids = fit_centroids(inputs.embedding[taught], seed)
        limit = familiarity_limit(inputs.embedding[taught], judged[taught], centroids)
        here = np.flatnonzero(found.origin == cut.year)
        rows = found.rows[here]
        strange = judged[rows] & ((inputs.embedding[rows] @ centroids.T).max(axis=1) < limit)
        kept[here[strange]] = False
    return np.asarray(kept)


def says_something(inputs: Inputs) -> NDArray[np.bool_]:
    """Rows (n,) with a text or any attribute known."""
    own = inputs.numbers[:, len(DERIVED_NUMBERS) :]
    return np.asarray((np.abs(inputs.embedding).max(axis=1) > 0) | (inputs.categories != "").any(axis=1) | np.isfinite(own).any(axis=1))
