"""The price level as a random walk over nested segments: where it stands, and how surely it is known a year or two on.

ln(level) of a segment is a sum over its nesting depths (all; phase; phase × agency; …) of three Gaussian parts: a constant, a random walk over
years, and a shock of a single year. Contracts come in as means of a segment and year, with the noise of such a mean. Where the level stands
(posterior mean) and how far it may be off (posterior standard deviation, which grows beyond the data with the root of time and is wide for thin
segments) then follow from Gaussian conditioning (Rasmussen & Williams 2006, chapter 2). The variances are the most probable ones (`fit_variances`).
Walk and shock are larger where prices lately lie further apart: a programme of fixed sums moves little, one of bargained sums much.

A year far below the one before it is often no new level: awards paid in part, prices entered in part. `dips` says how much such a year is doubted;
whether it is at all, past years decide (`process_choice.py`). Doubted or not, such years happen again: the deviation is that of the trusting walk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_solve, cholesky, solve_triangular
from scipy.optimize import minimize

from training.graph import Graph, add_between, add_knot
from training.time_index import Keys, recent_slope

Array = NDArray[np.float64]

PRIOR = {"constant": 0.3, "walk": 0.002, "shock": 0.003}
"""Where the variances are expected, in ln(price)² and per year, before data speak; each within a factor of about e^1.5 either way."""
PRIOR_WIDTH = 1.5
MOST_CELLS = 1_200
"""Means of a segment and year that are conditioned on; where there are more, the deepest nesting is left out."""
SUPPORTED = 1.0
"""Greatest deviation of ln(level) that is still answered: where the level itself may be off by ×/÷ 5 (95 %), an interval tells nothing."""
THIN, SHARE, LATELY = 20.0, 0.5, 3.0
"""Contracts at which a segment's own noise counts half; share of the recent slope that goes on in the first year, its square in the second, …;
half-life, in years, of what counts as lately."""
_JITTER = 1e-6


@dataclass(frozen=True)
class Variances:
    """Per depth, the whole first: variance of the constant, of a year's step, of a year's shock; and how much a dip is doubted (0: not at all).

    `trusting`: where dips are doubted, the variances without doubt, which say how far the level may be off.
    """

    constant: Array
    walk: Array
    shock: Array
    dips: float = 0.0
    trusting: Variances | None = None


@dataclass(frozen=True)
class Cells:
    """Means (c,) of ln(price) by segment and year: `noise` variances of these means, `year` decimal, `groups` (c,) per depth the segment.

    `volatility` (c,): how far prices of the segment lately lie apart, relative to all; `volatilities`: the same per depth and segment.
    """

    mean: Array
    noise: Array
    year: Array
    groups: tuple[NDArray[np.int64], ...]
    volatility: Array
    volatilities: tuple[Array, ...]


@dataclass(frozen=True)
class PriceProcess:
    """Mean and standard deviation of ln(level) on yearly knots `first`, `first + 1` …; per depth one table (knots, 1 + segments), row 0 unused.

    A contract reads the deepest table that knows its segment.
    """

    first: float
    means: tuple[Array, ...]
    deviations: tuple[Array, ...]

    def level(self, years: Array, keys: Keys) -> tuple[Array, Array]:
        """Mean and standard deviation (n,) for decimal years (n,) and segments per depth."""
        at = np.clip(years - self.first, 0, len(self.means[0]) - 1)
        low = np.minimum(at.astype(np.int64), len(self.means[0]) - 2)
        share = at - low

        def read(tables: tuple[Array, ...]) -> Array:
            found = np.zeros(len(years))
            for depth, table in enumerate(tables):
                key = keys[depth - 1] if depth else np.zeros(len(years), dtype=np.int64)
                here = table[low, key] * (1 - share) + table[low + 1, key] * share
                found = here if depth == 0 else np.where(key > 0, here, found)
            return found

        return read(self.means), read(self.deviations)

    def add_to(self, graph: Graph, year: str, keys: Sequence[str]) -> tuple[str, str]:
        """Adds the tables: year (n, 1) and the key per depth (n, 1) → names of mean and deviation, (n, 1) each."""
        row, share = add_knot(graph, year, self.first, len(self.means[0]))
        found: list[str] = []
        for tables in (self.means, self.deviations):
            answer = add_between(graph, tables[0], row, None, share)
            for table, key in zip(tables[1:], keys, strict=False):
                known = graph.node("Greater", key, graph.constant(np.int64(0)))
                answer = graph.node("Where", known, add_between(graph, table, row, key, share), answer)
            found.append(answer)
        return found[0], found[1]


def fit_process(log_price: Array, years: Array, keys: Keys, sizes: Sequence[int], variances: Variances, horizon: int) -> PriceProcess:
    """Conditions the level on prices (n,) at decimal years (n,) in their segments; `horizon` years are looked ahead."""
    process = _conditioned(log_price, years, keys, sizes, variances, horizon)
    if variances.trusting is None:
        return process
    return replace(process, deviations=_conditioned(log_price, years, keys, sizes, variances.trusting, horizon).deviations)


def fit_variances(log_price: Array, years: Array, keys: Keys, dips: float, start: Variances | None = None) -> Variances:
    """The most probable variances for prices (n,); fewer depths than `keys` where the segments are too many to condition on.

    `start`: where the search begins, for rows much like those that gave it.
    """
    depths = len(keys)
    while depths and len(np.unique(_cell_numbers(years, keys[:depths]))) > MOST_CELLS:
        depths -= 1
    cells = cells_of(log_price, years, keys[:depths], dips)
    rest = cells.mean - float(np.mean(log_price))
    time = cells.year - cells.year.min() + 1
    moves = np.multiply.outer(cells.volatility, cells.volatility)
    walk, shock = np.minimum.outer(time, time) * moves, np.equal.outer(time, time) * moves
    same = [np.equal.outer(group, group).astype(np.float64) for group in cells.groups]
    parts = [part for kernel in (1.0, walk, shock) for part in (one * kernel for one in same)]
    expected = np.log(np.repeat(list(PRIOR.values()), depths + 1))

    def loss(logs: Array) -> tuple[float, Array]:
        scales = np.exp(logs)
        root = cholesky(sum(scale * part for scale, part in zip(scales, parts, strict=True)) + np.diag(cells.noise + _JITTER), lower=True)
        inverse = cho_solve((root, True), np.eye(len(rest)))
        weights = inverse @ rest
        outer = 0.5 * (inverse - np.outer(weights, weights))
        apart = (logs - expected) / PRIOR_WIDTH
        value = 0.5 * rest @ weights + np.log(np.diag(root)).sum() + 0.5 * (apart**2).sum()
        slopes = np.asarray([scale * np.vdot(outer, part) for scale, part in zip(scales, parts, strict=True)])
        return float(value), slopes + apart / PRIOR_WIDTH

    near = expected if start is None or len(start.constant) != depths + 1 else np.log(np.concatenate([start.constant, start.walk, start.shock]))
    found = np.exp(minimize(loss, near, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x).reshape(3, depths + 1)
    return Variances(found[0], found[1], found[2], dips)


def cells_of(log_price: Array, years: Array, keys: Keys, dips: float) -> Cells:
    """Means by segment and year; the noise of a thin segment leans on that of all."""
    _, first, inverse = np.unique(_cell_numbers(years, keys), return_index=True, return_inverse=True)
    count = np.bincount(inverse).astype(np.float64)
    mean = np.bincount(inverse, log_price) / count
    groups = (np.zeros(len(first), dtype=np.int64), *(key[first] for key in keys))
    within = (log_price - mean[inverse]) ** 2
    whole = float(within.sum() / max(len(within) - len(count), 1))
    leaf = groups[-1]
    spread = np.bincount(leaf[inverse], within)
    free = np.bincount(leaf, count - 1)
    variance = ((spread + THIN * whole) / (free + THIN))[leaf]
    year = np.floor(years[first]) + 0.5
    volatilities = tuple(_volatility(within, years, key) for key in (np.zeros(len(years), dtype=np.int64), *keys))
    doubt = dips * _dips(mean, variance / count, leaf, year) if dips else 0.0
    return Cells(mean, variance / count + doubt**2, year, groups, volatilities[-1][leaf], volatilities)


def _conditioned(log_price: Array, years: Array, keys: Keys, sizes: Sequence[int], variances: Variances, horizon: int) -> PriceProcess:
    depths = len(variances.constant) - 1
    cells = cells_of(log_price, years, keys[:depths], variances.dips)
    origin = cells.year.min() - 1
    knots = np.arange(cells.year.min(), cells.year.max() + horizon + 1)
    centre = float(np.mean(log_price))
    root = cholesky(_covariance(cells, cells.year, cells.groups, cells.volatility, origin, variances) + np.diag(cells.noise + _JITTER), lower=True)
    weights = cho_solve((root, True), cells.mean - centre)
    drift = recent_slope(log_price, years, keys) * np.cumsum(SHARE ** np.arange(1, horizon + 1))
    ahead = np.concatenate([np.zeros(len(knots) - horizon), drift])
    moves = variances.shock.sum() + (knots - origin) * variances.walk.sum()
    means, deviations = [], []
    for depth in range(depths + 1):
        segments = 1 + (sizes[depth - 1] if depth else 0)
        groups = _ancestors(cells, depth, segments)
        volatility = np.ones(segments)
        volatility[: len(cells.volatilities[depth])] = cells.volatilities[depth]
        mean, known = np.empty((2, len(knots), segments))
        for at, knot in enumerate(knots):  # a knot at a time: all of them at once would fill the memory
            across = _covariance(cells, np.full(segments, knot), groups, volatility, origin, variances)
            mean[at] = across @ weights
            known[at] = (solve_triangular(root, across.T, lower=True) ** 2).sum(axis=0)
        prior = variances.constant.sum() + np.multiply.outer(moves, volatility**2)
        means.append(centre + mean + ahead[:, None])
        deviations.append(np.sqrt(np.maximum(prior - known, _JITTER)))
    return PriceProcess(float(knots[0]), tuple(means), tuple(deviations))


def _volatility(within: Array, years: Array, key: NDArray[np.int64]) -> Array:
    """Recent spread of each group of rows (n,) relative to that of all; thin groups lean on all."""
    weights = 0.5 ** ((years.max() - years) / LATELY)
    whole = float((weights * within).sum() / weights.sum())
    spread, count = np.bincount(key, weights * within), np.bincount(key, weights)
    if whole <= 0:  # each contract stands alone in its segment and year: nothing tells them apart, and the level must still be free to move
        return np.ones(len(count))
    return np.asarray(np.sqrt((spread + THIN * whole) / (count + THIN) / whole))


def _dips(mean: Array, noise: Array, leaf: NDArray[np.int64], year: Array, back: int = 2) -> Array:
    """How far each cell lies below the highest of the `back` years before it, beyond what the noise of the means explains; 0 for the others."""
    known = {(int(group), float(when)): at for at, (group, when) in enumerate(zip(leaf, year, strict=True))}
    found = np.zeros(len(mean))
    for (group, when), at in known.items():
        earlier = [known[group, when - step] for step in range(1, back + 1) if (group, when - step) in known]
        for one in earlier:
            found[at] = max(found[at], mean[one] - mean[at] - 2 * np.sqrt(noise[one] + noise[at]))
    return found


def _cell_numbers(years: Array, keys: Keys) -> NDArray[np.int64]:
    leaf = keys[-1] if keys else np.zeros(len(years), dtype=np.int64)
    return leaf * 10_000 + np.floor(years).astype(np.int64)


def _ancestors(cells: Cells, depth: int, segments: int) -> list[NDArray[np.int64]]:
    """Per depth the group of each of `segments` segments of one depth; −1, which no cell has, below it and where nothing is known."""
    found = [np.zeros(segments, dtype=np.int64)]
    for above in range(1, len(cells.groups)):
        group = np.full(segments, -1, dtype=np.int64)
        if above <= depth:
            group[cells.groups[depth]] = cells.groups[above]
        found.append(group)
    return found


def _covariance(cells: Cells, years: Array, groups: Sequence[NDArray[np.int64]], volatility: Array, origin: float, variances: Variances) -> Array:
    """Covariance of the level at asked years, groups and volatility (m,) with that of the cells (c,); (m, c)."""
    moves = np.multiply.outer(volatility, cells.volatility)
    walk = (np.minimum.outer(years, cells.year) - origin) * moves
    shock = np.equal.outer(years, cells.year) * moves
    total = np.zeros((len(years), len(cells.year)))
    for depth, (asked, own) in enumerate(zip(groups, cells.groups, strict=True)):
        total += np.equal.outer(asked, own) * (variances.constant[depth] + variances.walk[depth] * walk + variances.shock[depth] * shock)
    return total
