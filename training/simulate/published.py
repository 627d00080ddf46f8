"""The published figures of `published.toml`, typed: what the simulated market is drawn after and compared with. Money in 亿元 there, means in 万元."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parent / "published.toml"
WAN_PER_YI = 10_000.0
"""万元 in one 亿元."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Yearly:
    """Contracts and their value in 亿元 of each year; (y,) each."""

    years: NDArray[np.int64]
    contracts: Numbers
    value: Numbers

    @property
    def mean(self) -> Numbers:
        """万元 a contract."""
        return self.value / self.contracts * WAN_PER_YI


@dataclass(frozen=True)
class Provinces:
    """Turnover in 亿元, (provinces, years); NaN where none was published."""

    names: tuple[str, ...]
    years: NDArray[np.int64]
    value: Numbers


@cache
def document() -> dict[str, Any]:
    """The whole file, parsed; for single figures and their sources."""
    found: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return found


def yearly(table: str) -> Yearly:
    """`national` or `university`."""
    given = document()[table]
    return Yearly(np.asarray(given["years"]), np.asarray(given["contracts"], dtype=np.float64), np.asarray(given["value"], dtype=np.float64))


@cache
def provinces() -> Provinces:
    """The 31 provinces, largest first."""
    given = document()["provinces"]
    return Provinces(tuple(given["value"]), np.asarray(given["years"]), np.asarray(list(given["value"].values()), dtype=np.float64))


def sold_abroad() -> tuple[NDArray[np.int64], Numbers]:
    """Years, and the share of the national total that no province sold: contracts whose seller is abroad."""
    national, known = yearly("national"), provinces()
    given = document()
    sums = dict(zip(known.years.tolist(), np.nansum(known.value, axis=0).tolist(), strict=True))
    sums |= dict(zip(given["provinces"]["years_of_sum"], given["provinces"]["sum"], strict=True))
    totals = dict(zip(national.years.tolist(), national.value.tolist(), strict=True)) | {2024: given["recent"]["value_2024"]["value"]}
    years = sorted(sums)
    return np.asarray(years), np.asarray([1 - sums[year] / totals[year] for year in years])
