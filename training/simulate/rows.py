"""Rows of the register before they are written: which deal each tells, when, for how much, from which listing, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from training.simulate.facts import Facts
from training.simulate.prices import Prices

NEVER = np.datetime64("NaT", "D")
SIGNED, UNSOLD, AMENDED, AMENDMENT = "signed", "unsold", "amended", "amendment"


@dataclass(frozen=True)
class Rows:
    """n rows. `deals` are numbers of deals; `days` of signing, NaT where nothing was signed; `amounts` and `totals` as recorded, in 万元, NaN where empty;
    `asking` in 万元; `listings` a number, -1 without one; `listed` the day; `relisted_from` the listing before, -1 for a first one; `outcomes` one of the
    four above; `anomalies` and `suffixes` (of the title) texts, mostly ""; `weights` contracts of the nation; `sound` false where any error was planted.
    """

    deals: NDArray[np.int64]
    days: NDArray[np.datetime64]
    amounts: NDArray[np.float64]
    totals: NDArray[np.float64]
    asking: NDArray[np.float64]
    listings: NDArray[np.int64]
    listed: NDArray[np.datetime64]
    relisted_from: NDArray[np.int64]
    relist_numbers: NDArray[np.int64]
    outcomes: NDArray[np.object_]
    anomalies: NDArray[np.object_]
    suffixes: NDArray[np.object_]
    weights: NDArray[np.float64]
    sound: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.deals)

    @classmethod
    def of(cls, facts: Facts, prices: Prices) -> Rows:
        """One row a deal, all signed, none listed, nothing wrong."""
        n = len(facts)
        none, empty = np.full(n, -1, dtype=np.int64), np.full(n, "", dtype=object)
        return cls(
            deals=np.arange(n, dtype=np.int64),
            days=facts.days.astype("datetime64[D]"),
            amounts=prices.amounts.copy(),
            totals=prices.totals.copy(),
            asking=np.full(n, np.nan),
            listings=none,
            listed=np.full(n, NEVER),
            relisted_from=none.copy(),
            relist_numbers=np.zeros(n, dtype=np.int64),
            outcomes=np.full(n, SIGNED, dtype=object),
            anomalies=empty,
            suffixes=empty.copy(),
            weights=facts.weights.copy(),
            sound=np.ones(n, dtype=bool),
        )

    def take(self, at: NDArray[np.int64]) -> Rows:
        """The rows of those numbers, copied."""
        return Rows(**{one.name: getattr(self, one.name)[at].copy() for one in fields(self)})

    def plus(self, *others: Rows) -> Rows:
        """These rows, then the other ones."""
        return Rows(**{one.name: np.concatenate([getattr(part, one.name) for part in (self, *others)]) for one in fields(self)})

    def in_order(self) -> Rows:
        """By the day of signing, or of listing where nothing was signed; listings are numbered anew in that order."""
        day = np.where(np.isnat(self.days), self.listed, self.days)
        ordered = self.take(np.argsort(day, kind="stable"))
        known = ordered.listings[ordered.listings >= 0]
        number = np.full(int(known.max(initial=-1)) + 2, -1, dtype=np.int64)
        number[known] = np.arange(len(known))
        return replace(ordered, listings=number[ordered.listings], relisted_from=number[ordered.relisted_from])
