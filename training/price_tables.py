"""The published tables of one set of price predictions: coverage, confidence, bias by decile, quantiles one by one, ratio studies, segments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from training.confidence_table import ConfidenceRow, confidence_table
from training.coverage_table import CoverageRow, coverage_table
from training.decile_bias import DecileBias, decile_biases
from training.quantile_table import QuantileRow, quantile_table
from training.study_groups import Grouping
from valuation.price import QUANTILES
from valuation.ratio_table import RatioTable, ratio_table

Array = NDArray[np.float64]
Rows = NDArray[np.bool_]
Figures = TypeVar("Figures")

LEAST_SEGMENT, MOST_SEGMENTS, STUDIED_GROUPINGS = 100, 12, 3
"""Contracts and number of the values of an attribute that get figures of their own; how many attributes, the first ones, get ratio studies."""


@dataclass(frozen=True)
class PriceTables:
    """`ratios` by segment, "all" first; each entry of the others as its own module says."""

    coverage: tuple[CoverageRow, ...]
    confidence: tuple[ConfidenceRow, ...]
    deciles: tuple[DecileBias, ...]
    quantiles: tuple[QuantileRow, ...]
    ratios: dict[str, RatioTable]


def price_tables(truth: Array, quantiles: Array, years: Array, groups: Sequence[Grouping], seed: int) -> PriceTables:
    """Tables over n contracts, n at least 1: `truth` and `years` (n,), `quantiles` (n, 7) in ln(price), groupings of the same n."""

    def ratios(rows: Rows) -> RatioTable:
        return ratio_table(np.exp(quantiles[rows, QUANTILES.index(0.5)]), np.exp(truth[rows]), seed)

    return PriceTables(
        coverage=coverage_table(truth, quantiles, years, groups),
        confidence=confidence_table(truth, quantiles),
        deciles=decile_biases(truth, quantiles),
        quantiles=quantile_table(truth, quantiles),
        ratios={"all": ratios(np.ones(len(truth), dtype=bool)), **by_segment(groups[:STUDIED_GROUPINGS], len(truth), ratios)},
    )


def by_segment(groups: Sequence[Grouping], n: int, study: Callable[[Rows], Figures], counted: Rows | None = None) -> dict[str, Figures]:
    """What `study` says of each value of each grouping with at least 100 contracts, most frequent first, under "name=value".

    `counted` (n,): the contracts that count towards the 100, all where it is None.
    """
    counted = np.ones(n, dtype=bool) if counted is None else counted
    found: dict[str, Figures] = {}
    for grouping in groups:
        values, counts = np.unique(grouping.labels[counted].astype(str), return_counts=True)
        for at in np.lexsort((values, -counts))[:MOST_SEGMENTS]:
            if counts[at] >= LEAST_SEGMENT:
                found[f"{grouping.name}={values[at]}"] = study(grouping.labels == values[at])
    return found
