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

NEWEST = 3
"""Origins asked."""
CLEARLY, ALWAYS = 0.95, 0.99
"""Text must bring the squared error below the first share over all of them, or below the second at every single one."""


def text_narrows(cuts: Sequence[Origin], inputs: Inputs, log_price: NDArray[np.float64], fit: PriceFit) -> bool:
    """Squared errors with and without text at the newest origins."""
    width = fit.parameters.price.text_width
    if not cuts or not width:
        return bool(width)
    ratios = []
    for cut in cuts[:NEWEST]:
        taught, asked = inputs.take(cut.train), inputs.take(cut.test)
        told = (fit.fit_one(taught, log_price[cut.train], columns).foretell(asked).mean for columns in (width, 0))
        with_text, without = (float(np.mean((mean - log_price[cut.test]) ** 2)) for mean in told)
        ratios.append(with_text / without if without > 0 else 1.0)
    return bool(np.mean(ratios) < CLEARLY or (len(ratios) == NEWEST and max(ratios) < ALWAYS))
