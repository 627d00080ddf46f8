"""Amounts as people name them: rounded to two digits in steps of 1, 2 or 5, so that the step grows with the amount and stays 4 to 10 % of it.

One grid for every amount and direction, so rounding keeps the order: a ≤ b gives down(a) ≤ down(b), and down(a) ≤ nearest(a) ≤ up(a). The grid is our
own proposal [A]: 10 11 … 19, 20 22 … 48, 50 55 … 95, times a power of ten.
"""

from __future__ import annotations

import math
from bisect import bisect_right

ROUNDING_VERSION = "2026-11"

_MANTISSAS = (*range(10, 20), *range(20, 50, 2), *range(50, 100, 5))


def round_down(amount: float) -> float:
    """The highest amount of the grid that is not above `amount`; for floors, and the lower end of a range. ValueError unless positive and finite."""
    return _value(_step_below(amount))


def round_up(amount: float) -> float:
    """The lowest amount of the grid that is not below `amount`; for list prices, and the upper end of a range. ValueError as above."""
    below = _step_below(amount)
    return _value(below) if _value(below) == amount else _value(below + 1)


def round_nearest(amount: float) -> float:
    """The nearest amount of the grid, the lower of two equally near; for a median. ValueError as above."""
    down, up = round_down(amount), round_up(amount)
    return down if amount - down <= up - amount else up


def _value(step: int) -> float:
    """The amount of a step of the grid; step 0 is 1."""
    decade, place = divmod(step, len(_MANTISSAS))
    # Powers of ten are exact as whole numbers only, so a small amount is divided, not multiplied.
    power = 10.0 ** abs(decade - 1)
    return float(_MANTISSAS[place] * power if decade > 0 else _MANTISSAS[place] / power)


def _step_below(amount: float) -> int:
    if not (math.isfinite(amount) and amount > 0):
        raise ValueError(f"only a positive, finite amount can be rounded, not {amount}")
    decade = math.floor(math.log10(amount))
    place = bisect_right(_MANTISSAS, amount / 10.0 ** (decade - 1)) - 1
    step = decade * len(_MANTISSAS) + place
    # The logarithm and the division may each miss by a rounding error: step to the right side of the amount itself.
    while _value(step) > amount:
        step -= 1
    while _value(step + 1) <= amount:
        step += 1
    return step
