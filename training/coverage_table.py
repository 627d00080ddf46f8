"""Does the 90 % interval hold where one looks, and how wide is it there: by segment, field, seller, region, year and price decile.

A row of 300 contracts and more is flagged where its coverage leaves 0.80 to 0.97; a thinner one is printed with its binomial band and never flagged.
Rows by decile of the *actual* price are conditional on the outcome: the dearest tenth lies above its intervals more often even for a perfect model.
They are shown, because people look at them, and never flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.binomial import wilson_band
from training.decile_bias import predicted_groups
from training.price_losses import winkler
from training.study_groups import Grouping
from valuation.price import QUANTILES

Array = NDArray[np.float64]

LEAST_FLAGGED, BAND, OVERALL_BAND = 300, (0.80, 0.97), (0.85, 0.95)
"""From how many contracts on a coverage is judged, what it must lie in, and what the coverage of all must lie in."""
LEAST_SHOWN, MOST_VALUES = 10, 40
"""The contracts of the thinnest row, and the rows of one attribute; what is left is one row, `OTHERS`."""
OTHERS, UNKNOWN = "all others", "unknown"
YEAR, PREDICTED, ACTUAL = "year", "predicted decile", "actual decile (conditional on the outcome)"


@dataclass(frozen=True)
class CoverageRow:
    """Coverage of the 90 % interval over n contracts with its binomial 95 % band, median width and mean Winkler score in ln(price).

    `judged`: thick enough and not conditional on the outcome; `flagged`: judged, and outside the band.
    """

    by: str
    value: str
    n: int
    cover90: float
    low: float
    high: float
    width90: float
    winkler90: float
    judged: bool
    flagged: bool


def coverage_table(truth: Array, quantiles: Array, years: Array, groups: Sequence[Grouping]) -> tuple[CoverageRow, ...]:
    """All contracts first, then by each grouping, year and decile; `truth` and `years` (n,), `quantiles` (n, 7) in ln(price), n at least 1."""

    def row(by: str, value: str, rows: NDArray[np.int64], band: tuple[float, float] = BAND) -> CoverageRow:
        low, high, price = quantiles[rows, 0], quantiles[rows, -1], truth[rows]
        cover = float(np.mean((price >= low) & (price <= high)))
        judged = len(rows) >= LEAST_FLAGGED and by != ACTUAL
        flagged = judged and not band[0] <= cover <= band[1]
        width, score = float(np.median(high - low)), float(winkler(price, low, high).mean())
        return CoverageRow(by, value, len(rows), cover, *wilson_band(cover, len(rows)), width, score, judged, flagged)

    found = [row("all", "all", np.arange(len(truth)), OVERALL_BAND)]
    for grouping in groups:
        found += [row(grouping.name, value, rows) for value, rows in _values(grouping.labels)]
    whole = np.floor(years)
    found += [row(YEAR, f"{year:g}", np.flatnonzero(whole == year)) for year in np.unique(whole)]
    for name, column in ((PREDICTED, quantiles[:, QUANTILES.index(0.5)]), (ACTUAL, truth)):
        groups_of = predicted_groups(column)
        found += [row(name, f"{at + 1} of {len(groups_of)}", rows) for at, rows in enumerate(groups_of)]
    return tuple(found)


def _values(labels: NDArray[np.object_]) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """The values of an attribute, most frequent first, thin and surplus ones as one."""
    values, inverse, counts = np.unique(labels.astype(str), return_inverse=True, return_counts=True)
    order = np.lexsort((values, -counts))
    shown = [at for at in order if counts[at] >= LEAST_SHOWN][:MOST_VALUES]
    for at in shown:
        yield str(values[at]) or UNKNOWN, np.flatnonzero(inverse == at)
    rest = np.flatnonzero(~np.isin(inverse, shown))
    if len(rest):
        yield OTHERS, rest
