"""Listings on exchanges: some deals were listed before they were signed, some works were listed and never sold, some of these were listed again.

An asking price is no price: what stays unsold asked for more than others do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from training.simulate.facts import Facts, Whole
from training.simulate.prices import Prices, heaped
from training.simulate.rows import NEVER, UNSOLD, Rows
from training.simulate.strata import LAST_DAY

LISTED = 0.30
"""Share of priced deals over rights that were listed first [A]."""
ASKED, ASKED_SPREAD = 0.10, 0.12
"""ln(asking price / price) of what was sold [A]."""
UNSOLD_ASKED, UNSOLD_SPREAD = 0.70, 0.80
"""ln(asking price / median price) of what was not [A]."""
CUT = (0.0, 0.15)
"""By how much an ordinary second listing is cheaper [A]."""
SERIAL = (4, 9)
"""Listings of a serial one: from, and below."""


@dataclass(frozen=True)
class Listings:
    """How many deals stay `unsold`, how many of these are listed once more (`again`), and how often each serial one is listed (`serial`)."""

    unsold: int
    again: int
    serial: NDArray[np.int64]

    @property
    def extra(self) -> int:
        """Rows beyond one a deal."""
        return self.again + int((self.serial - 1).sum())


def with_listings(rows: Rows, facts: Facts, prices: Prices, free: Whole, plan: Listings, generator: np.random.Generator) -> tuple[Rows, Whole]:
    """Rows with listings, the listed ones among `free` (deals that may go unsold, in random order) unsold; and what is left of `free`."""
    n = len(facts)
    rows = _sold(rows, facts, generator)
    serial, left = free[: len(plan.serial)], free[len(plan.serial) :]
    unsold, left = left[: plan.unsold], left[plan.unsold :]
    median = np.exp(prices.ln_median)
    gone = np.concatenate([serial, unsold])
    asking = heaped(median[gone] * np.exp(generator.normal(UNSOLD_ASKED, UNSOLD_SPREAD, len(gone))), generator)
    for column, value in (("days", NEVER), ("amounts", np.nan), ("totals", np.nan), ("outcomes", UNSOLD), ("weights", 0.0)):
        getattr(rows, column)[gone] = value
    rows.asking[gone] = asking
    rows.listings[gone] = np.arange(n, n + len(gone))
    rows.listed[gone] = facts.days[gone].astype("datetime64[D]")
    rows.anomalies[serial] = "serial_relisting"
    rows.sound[serial] = False
    once = unsold[: plan.again]
    rows = rows.plus(_again(rows.take(once), np.full(len(once), 1), CUT, (120, 365), n + len(gone), generator))
    direction = np.where(generator.random(len(serial)) < 0.75, 1.0, -1.0)
    start, later = n + len(gone) + plan.again, []
    for which, (deal, times) in enumerate(zip(serial.tolist(), plan.serial.tolist(), strict=True)):
        before = rows.take(np.asarray([deal]))
        for number in range(1, times):
            step = (0.05, 0.25) if direction[which] > 0 else (-0.25, -0.05)
            before = _again(before, np.asarray([number]), step, (20, 75), start, generator)
            later.append(before)
            start += 1
    return _until_today(rows.plus(*later)), left


def _until_today(rows: Rows) -> Rows:
    """Listings of a work that would lie beyond the register's last day move back, all of them by as much."""
    listed = ~np.isnat(rows.listed)
    beyond = np.where(listed, (rows.listed - LAST_DAY).astype(np.int64), 0)
    most = np.zeros(int(rows.deals.max(initial=0)) + 1, dtype=np.int64)
    np.maximum.at(most, rows.deals, np.maximum(beyond, 0))
    return replace(rows, listed=np.where(listed, rows.listed - most[rows.deals], rows.listed))


def _sold(rows: Rows, facts: Facts, generator: np.random.Generator) -> Rows:
    """Listings of deals that were signed."""
    n = len(facts)
    listed = facts.rights & np.isfinite(rows.amounts) & (generator.random(n) < LISTED)
    asking = heaped(np.where(listed, rows.amounts, 1.0) * np.exp(generator.normal(ASKED, ASKED_SPREAD, n)), generator)
    ahead = generator.integers(25, 260, n)
    return replace(
        rows,
        asking=np.where(listed, asking, np.nan),
        listings=np.where(listed, np.arange(n), -1),
        listed=np.where(listed, rows.days - ahead, NEVER),
    )


def _again(before: Rows, numbers: Whole, cut: tuple[float, float], gap: tuple[int, int], start: int, generator: np.random.Generator) -> Rows:
    """The next listing of unsold works, cheaper by a share within `cut`, some days later."""
    n = len(before)
    return replace(
        before,
        asking=heaped(before.asking * (1 - generator.uniform(*cut, n)), generator),
        listings=np.arange(start, start + n),
        listed=before.listed + generator.integers(*gap, n),
        relisted_from=before.listings.copy(),
        relist_numbers=numbers,
    )
