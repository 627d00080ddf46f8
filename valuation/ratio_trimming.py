"""Which ratios of a study stand apart: beyond 1.5 or 3 interquartile ranges from the quartiles.

Source: IAAO Standard on Ratio Studies, appendix B, with its quartiles at the ranks (n + 1)/4 and 3(n + 1)/4. A trimmed figure never stands alone: the
untrimmed one and the number left out go with it (`ratio_table.py`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

OUTLIER, EXTREME = 1.5, 3.0
"""Interquartile ranges beyond the quartiles. Statistics are trimmed at the second: the first takes honest skewness for error."""


def beyond(ratios: NDArray[np.float64], ranges: float) -> NDArray[np.bool_]:
    """Which of the ratios (n,), n at least 1, lie more than `ranges` interquartile ranges outside the quartiles."""
    low, high = np.quantile(ratios, [0.25, 0.75], method="weibull")
    reach = ranges * (high - low)
    return np.asarray((ratios < low - reach) | (ratios > high + reach))
