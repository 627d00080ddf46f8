"""Whether text narrows the price: whether trees that read it foretell the newest years better than the same trees without it.

Award sums follow programme rules and their texts say little of them; contract prices may follow the text. Where it does not lower the error out of
time, the quantile forests leave it out, and with it its noise; the mean always keeps one forest of either kind.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.inputs import Inputs
from training.price_model import PriceFit
from training.rolling_origin import Origin

NEWEST = 2
"""Origins asked."""
WORTH = 0.95
"""Text must bring the squared error below this share."""


def text_narrows(cuts: Sequence[Origin], inputs: Inputs, log_price: NDArray[np.float64], fit: PriceFit) -> bool:
    """Squared errors with and without text over the newest origins."""
    width = fit.parameters.price.text_width
    if not cuts or not width:
        return bool(width)
    losses = np.zeros(2)
    for cut in cuts[:NEWEST]:
        taught, asked = inputs.take(cut.train), inputs.take(cut.test)
        for at, columns in enumerate((width, 0)):
            told = fit.fit_one(taught, log_price[cut.train], columns).foretell(asked)
            losses[at] += np.mean((told.mean - log_price[cut.test]) ** 2)
    return bool(losses[0] < WORTH * losses[1])
