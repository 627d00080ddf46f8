"""How sure a share is: Wilson's 95 % band, which stays inside 0 to 1 and holds for small n too (Wilson 1927)."""

from __future__ import annotations

import math

_Z = 1.959963984540054


def wilson_band(share: float, n: int) -> tuple[float, float]:
    """The band of a share of n trials, n at least 1."""
    scale = 1 + _Z**2 / n
    middle = (share + _Z**2 / (2 * n)) / scale
    reach = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / scale
    return max(middle - reach, 0.0), min(middle + reach, 1.0)
