"""Provinces: how many contracts each sells in a year, and how its price level differs, so that its value is the published one."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from training.simulate.published import provinces

Numbers = NDArray[np.float64]

POWER = 0.85
"""A province's contracts grow with its value to this power, its mean with the rest [A]: Beijing's mean was 801 against 650 万元 nationally in 2023 [S]."""
COUNTS = {"北京市": 0.90, "河南省": 1.20, "湖南省": 0.80, "安徽省": 1.70}
"""Provinces with more or fewer contracts than the rule gives, relative: from the few that publish both [S]."""
HOME = 0.60
"""Share of buyers from the seller's province [A]."""
ABROAD = ""
"""The region of a seller abroad."""


@cache
def value_shares() -> Numbers:
    """Each province's share of what the provinces sold, (provinces, years); a gap is a ten-thousandth of all."""
    value = provinces().value
    known = np.where(np.isfinite(value), value, np.nansum(value, axis=0) * 1e-5)
    return np.asarray(known / known.sum(axis=0))


@cache
def count_shares() -> Numbers:
    """Each province's share of the contracts, (provinces, years)."""
    scale = np.asarray([COUNTS.get(name, 1.0) for name in provinces().names])
    counts = value_shares() ** POWER * scale[:, None]
    return np.asarray(counts / counts.sum(axis=0))


def draw_regions(years: NDArray[np.int64], chance: Numbers) -> NDArray[np.int64]:
    """A province (its number) for each contract of these years; (n,)."""
    edges = np.cumsum(count_shares(), axis=0)[:, columns_of(years)]
    return np.asarray(np.minimum((chance[None, :] >= edges).sum(axis=0), len(edges) - 1), dtype=np.int64)


def region_effect(regions: NDArray[np.int64], years: NDArray[np.int64]) -> Numbers:
    """What the province adds to ln(price) in that year; its mean in prices is 1."""
    at = columns_of(years)
    return np.asarray(np.log(value_shares()[regions, at] / count_shares()[regions, at]))


def draw_buyers(regions: NDArray[np.int64], years: NDArray[np.int64], chance: Numbers) -> NDArray[np.int64]:
    """The buyer's province: mostly the seller's, else by the square root of the value that provinces trade."""
    weights = np.sqrt(value_shares().mean(axis=1))
    edges = np.cumsum(weights / weights.sum())
    elsewhere = np.searchsorted(edges, (chance - HOME) / (1 - HOME), side="right")
    return np.asarray(np.where((chance < HOME) & (regions >= 0), regions, np.minimum(elsewhere, len(edges) - 1)), dtype=np.int64)


def columns_of(years: NDArray[np.int64]) -> NDArray[np.int64]:
    """Years as columns of the published table; those before and after are its first and last."""
    known = provinces().years
    return np.asarray(np.clip(years - known[0], 0, len(known) - 1))
