"""What a perfect model would show: prices that differ from the very same values only by chance, and by just as much.

Noise alone makes ratio statistics look unfair. Where ln(price) = ln(value) + a residual that has median 0 and nothing to do with the value, no model can
do better, and yet PRD, PRB, MKI and VEI are off their marks: at a residual spread of 0.38 and a spread of the values of 0.4, PRD 1.16, PRB −0.27,
VEI −57. So every statistic is read beside its own value here, from the study's own values and its own residuals (`docs/evaluation.md`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def perfect_prices(values: Array, prices: Array, times: int, seed: int) -> Iterator[Array]:
    """`times` columns of prices (n,) that a perfect model might have met: the residual factors price / value, brought to median 1 and dealt out anew."""
    generator = np.random.default_rng(seed)
    factors = prices / values
    factors = factors / np.median(factors)
    for _ in range(times):
        yield values * generator.permutation(factors)


def perfect_cod(sigma: float) -> float:
    """COD, in percent, of a perfect model whose log residuals are normal with standard deviation `sigma`: 100 e^(σ²/2) (2Φ(σ) − 1)."""
    return 100 * math.exp(sigma**2 / 2) * math.erf(sigma / math.sqrt(2))


def perfect_prd(sigma: float) -> float:
    """PRD of the same: e^(σ²)."""
    return math.exp(sigma**2)
