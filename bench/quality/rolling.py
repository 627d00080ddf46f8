"""A rival's own rolling origins: its residuals on recent years, each predicted from the years before it, and the interval they make.

The same recipe for every rival and of the same kind as the pipeline's: up to five yearly cuts, a horizon of two years, a project never on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bench.quality.contracts import Contracts
from bench.quality.peer import Peer
from valuation.field_error import FieldError
from valuation.price import QUANTILES

ORIGINS, HORIZON = 5, 2.0
LEAST_TAUGHT, LEAST_ASKED = 200, 40
"""A cut with fewer contracts on either side tells nothing: the next older year is tried."""


def cuts(contracts: Contracts) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Up to `ORIGINS` pairs of indices (taught, asked), newest first."""
    years, projects = contracts.years, contracts.projects
    cut, found = np.floor(years.max()), 0
    while found < ORIGINS and cut > years.min():
        asked = np.flatnonzero((years >= cut) & (years < cut + HORIZON))
        taught = np.flatnonzero((years < cut) & ~np.isin(projects, projects[asked]))
        if len(taught) < LEAST_TAUGHT:
            return
        if len(asked) >= LEAST_ASKED:
            found += 1
            yield taught, asked
        cut -= 1.0


def residuals(peer: Peer, contracts: Contracts) -> NDArray[np.float64]:
    """What the rival's mean left of ln(price) over its origins, all together; (r,). FieldError where there is no origin."""
    parts = [contracts.log_price[asked] - peer.fit(contracts.take(taught)).predict(contracts.take(asked)) for taught, asked in cuts(contracts)]
    if not parts:
        raise FieldError("DATA", len(contracts), "too few years or contracts for rolling origins", "Choose splits with more contracts that teach.")
    return np.concatenate(parts)


def conformal(mean: NDArray[np.float64], left: NDArray[np.float64]) -> NDArray[np.float64]:
    """Quantiles (m, 7) of ln(price): the means (m,) with the quantiles of the residuals (r,) around them, one row further out at the ends."""
    levels = np.asarray(QUANTILES)
    return mean[:, None] + np.quantile(left, np.clip(levels + (levels - 0.5) / len(left), 0, 1))[None, :]
