"""Round prices: how many amounts stand at round numbers, segment by segment, and what that means for a model of them.

Sellers and rules think in round numbers, so amounts heap at 5万, 10万, 100万. The index is Whipple's idea (United Nations 1955) for amounts:
the share of amounts that are a multiple of 50 in their first three digits (100, 150 … 950), ÷ the share that amounts spread evenly over ln(price)
would show (2.2 %), × 100; 100 is no heaping. `rounding` is the error that rounding alone leaves: each amount lies anywhere within half a step of its
last digit that is not zero, and no model's RMSE of ln(price) can honestly be below it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.validation.standing import Standing

LEAST_ROWS, MOST_SEGMENTS = 30, 12
_MULTIPLES = np.arange(100, 1000, 50)
EVEN_SHARE = float(np.log10((_MULTIPLES + 0.5) / (_MULTIPLES - 0.5)).sum())


@dataclass(frozen=True)
class Heaping:
    """Of `rows` priced contracts of a segment ("" for all): the share with at most two significant digits, the index, the rounding error in ln(price), the
    commonest amount in the currency and the share of contracts that have it.
    """

    segment: str
    rows: int
    two_digits: float
    index: float
    rounding: float
    commonest: float
    commonest_share: float


def heaping(standing: Standing) -> tuple[Heaping, ...]:
    """All contracts, then the largest segments."""
    if not len(standing):
        return ()
    amounts = np.exp(standing.log_price)
    counts = np.bincount(standing.segment)
    largest = [at for at in np.argsort(-counts, kind="stable")[:MOST_SEGMENTS] if counts[at] >= LEAST_ROWS]
    parts = [("", amounts), *((standing.names[at] or "unknown", amounts[standing.segment == at]) for at in largest if len(largest) > 1)]
    return tuple(_heaping(name, part) for name, part in parts)


def significant_digits(amounts: NDArray[np.float64]) -> NDArray[np.int64]:
    """Digits of each amount up to the last that is not zero, at most 6: 1,500,000 has two."""
    digits = np.full(len(amounts), 6, dtype=np.int64)
    exponent = np.floor(np.log10(amounts) + 1e-9)
    for count in (5, 4, 3, 2, 1):
        scaled = amounts / 10.0 ** (exponent - count + 1)
        digits[np.abs(scaled - np.round(scaled)) < 1e-6 * scaled] = count
    return digits


def _heaping(name: str, amounts: NDArray[np.float64]) -> Heaping:
    digits = significant_digits(amounts)
    exponent = np.floor(np.log10(amounts) + 1e-9)
    leading = amounts / 10.0 ** (exponent - 2)
    heaped = np.abs(leading / 50 - np.round(leading / 50)) < 1e-6
    step = 10.0 ** (exponent - digits + 1) / amounts
    values, counts = np.unique(np.round(amounts, 2), return_counts=True)
    most = int(np.argmax(counts))
    return Heaping(
        segment=name,
        rows=len(amounts),
        two_digits=float((digits <= 2).mean()),
        index=float(100 * heaped.mean() / EVEN_SHARE),
        rounding=float(np.sqrt(np.mean(step**2 / 12))),
        commonest=float(values[most]),
        commonest_share=float(counts[most] / len(amounts)),
    )
