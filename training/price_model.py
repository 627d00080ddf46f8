"""The price head: a mean and seven quantiles of ln(price), as trees over the frame, relative to the price level.

The mean averages two forests, one that reads the attributes alone and one that reads the text too.

What the trees learn is ln(price) − share · ln(level): the level carries the drift, and the trees, which also see the level and the date, carry the
rest. Mean and median are blended with the level as a random walk (`price_process.py`), whose uncertainty also widens the interval; how much and how
wide, rolling origins say (`calibration.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from training.graph import Graph, add_concat, add_flat
from training.inputs import Inputs
from training.interval import Interval
from training.parameters import Parameters, boosting
from training.price_frame import PriceFrame, fit_frame
from training.price_process import PriceProcess, Variances, fit_process, fit_variances
from training.segments import fit_segments
from training.trees import Forest, forest
from training.two_ways import add_two_ways
from valuation.features import DERIVED_NUMBERS
from valuation.price import QUANTILE_NAMES, QUANTILES

Array = NDArray[np.float64]

FORESTS = 2 + len(QUANTILES)
SQUARED: dict[str, object] = {"objective": "regression"}
_OF_NORMAL = 1.4826
"""Standard deviation of a normal distribution, in median distances from its median."""


@dataclass(frozen=True)
class Foretold:
    """What the head says of n rows before blend and calibration, all ln(price): the trees' `mean` (n,) and `quantiles` (n, 7), unsorted, none where the
    model has none; the random walk's `level` (n,) and how far it may be off, `deviation` (n,).
    """

    mean: Array
    quantiles: Array
    level: Array
    deviation: Array


@dataclass(frozen=True)
class PriceModel:
    """`boosters` and `forests`: the mean's own first (`means` of them, to be averaged), then one per quantile; a forest reads as many of the frame's
    columns as it learned from. `process` is the level as a random walk; `interval` makes of all of it what is served.
    """

    frame: PriceFrame
    process: PriceProcess
    share: float
    boosters: tuple[lgb.Booster, ...]
    forests: tuple[Forest, ...]
    means: int
    interval: Interval

    def predict(self, inputs: Inputs) -> tuple[Array, Array]:
        """Mean (n,) and ascending quantiles (n, 7) of ln(price), by LightGBM itself: the reference for the graph."""
        told = self.foretell(inputs)
        mean = self.interval.point(told.mean, told.level)
        if not told.quantiles.shape[1]:
            return mean, told.quantiles
        return mean, self.interval.served(told.quantiles, told.level, told.deviation, inputs.years.astype(np.float64))

    def foretell(self, inputs: Inputs) -> Foretold:
        """Trees and walk, each for itself."""
        rows, level = self.frame.run(inputs)
        found = np.column_stack([np.asarray(booster.predict(rows[:, : booster.num_feature()])) for booster in self.boosters]) + (self.share * level)[:, None]
        walk, deviation = self.process.level(inputs.years.astype(np.float64), self.frame.segments.keys(inputs.categories))
        return Foretold(found[:, : self.means].mean(axis=1), found[:, self.means :], walk, deviation)

    def add_to(self, graph: Graph, embedding: str) -> dict[str, int | str | None]:
        """Adds the head; its outputs."""
        nodes = self.frame.add_to(graph, embedding)
        walk = self.process.add_to(graph, nodes.year, nodes.keys)
        base = graph.node("Mul", nodes.level, graph.constant(np.float32(self.share)))
        rows = add_two_ways(graph, nodes.matrix, self.forests, self.frame.unknown)
        mean = add_concat(graph, [rows.add(graph, trees, f"price_mean_{at}") for at, trees in enumerate(self.forests[: self.means])])
        mean = graph.node("Add", graph.node("ReduceMean", mean, graph.constant(np.asarray([1], dtype=np.int64)), keepdims=1), base)
        quantiles = [rows.add(graph, one, f"price_{name}") for name, one in zip(QUANTILE_NAMES, self.forests[self.means :], strict=False)]
        weights = [graph.constant(np.float32(one)) for one in (self.interval.blend, 1 - self.interval.blend)]
        point = graph.node("Add", graph.node("Mul", mean, weights[0]), graph.node("Mul", walk[0], weights[1]))
        add_flat(graph, point, "price_point")
        add_flat(graph, walk[1], "level_deviation")
        self.interval.add_to(graph, graph.node("Add", add_concat(graph, quantiles), base), walk, nodes.year, "price")
        return {"price_point": None, "level_deviation": None, "price": len(quantiles)}

    def calibrated(self, blend: float, scales: Array) -> PriceModel:
        """The same model with what rolling origins found."""
        return replace(self, interval=Interval.of(blend, scales, self.frame.index.last))


@dataclass(frozen=True)
class PriceFit:
    """What every fit of the price head shares: parameters, the segment columns, which columns only a deal reveals, the variances of the level, and
    whether text narrows the quantiles.
    """

    parameters: Parameters
    segment_columns: tuple[int, ...]
    deal_categories: tuple[int, ...]
    deal_numbers: tuple[int, ...]
    variances: Variances
    quantiles_read_text: bool = True

    def fit(self, inputs: Inputs, log_price: Array, done: Callable[[], None] = lambda: None) -> PriceModel:
        """Fits the head to rows (n); `done` is called after each forest (`FORESTS` of them)."""
        shown = self._as_listed(inputs)
        frame, rows, level = self._framed(shown, log_price, self.parameters.price.text_width)
        target, huber = log_price - self.parameters.price.level_share * level, self._huber(log_price - level)
        attributes = rows[:, : rows.shape[1] - frame.text_width]
        spread = rows if self.quantiles_read_text else attributes
        boosters = []
        for matrix, objective in ((attributes, huber), (rows, SQUARED), *((spread, {"objective": "quantile", "alpha": level}) for level in QUANTILES)):
            boosters.append(self._boost(matrix, target, objective))
            done()
        return self._model(frame, shown, log_price, boosters, 2)

    def fit_one(self, inputs: Inputs, log_price: Array, text_width: int) -> PriceModel:
        """One forest for the mean, squared loss, no quantiles: the plain rival, without text where `text_width` is 0."""
        shown = self._as_listed(inputs)
        frame, rows, level = self._framed(shown, log_price, text_width)
        return self._model(frame, shown, log_price, [self._boost(rows, log_price - self.parameters.price.level_share * level, SQUARED)], 1)

    def before(self, inputs: Inputs, log_price: Array) -> PriceFit:
        """The same fit with the variances that these rows alone give: what was known before an origin."""
        keys, years = fit_segments(inputs.categories, self.segment_columns).keys(inputs.categories), inputs.years.astype(np.float64)

        def known(variances: Variances) -> Variances:
            return fit_variances(log_price, years, keys, variances.dips, start=variances)

        trusting = self.variances.trusting
        return replace(self, variances=replace(known(self.variances), trusting=None if trusting is None else known(trusting)))

    def as_listing(self, inputs: Inputs) -> Inputs:
        """Rows as a listing knows them: what only the deal reveals is unknown."""
        derived = len(DERIVED_NUMBERS)
        unknown = dict.fromkeys(self.deal_categories, 1.0), {at + derived: 1.0 for at in self.deal_numbers}
        return inputs.with_unknown(np.random.default_rng(0), *unknown)

    @property
    def knows_deals(self) -> bool:
        """Whether any attribute is known only once the deal is made."""
        return bool(self.deal_categories or self.deal_numbers)

    def _model(self, frame: PriceFrame, shown: Inputs, log_price: Array, boosters: list[lgb.Booster], means: int) -> PriceModel:
        keys, years = frame.segments.keys(shown.categories), shown.years.astype(np.float64)
        process = fit_process(log_price, years, keys, frame.segments.sizes, self.variances, self.parameters.index.horizon)
        forests = tuple(forest(one) for one in boosters)
        return PriceModel(frame, process, self.parameters.price.level_share, tuple(boosters), forests, means, Interval.raw(frame.index.last))

    def _huber(self, left: Array) -> dict[str, object]:
        """Huber's loss, squares as far as prices mostly lie from their level (n,): a narrower one would see little but signs, and learn slowly."""
        spread = _OF_NORMAL * float(np.median(np.abs(left - np.median(left))))
        return {"objective": "huber", "alpha": max(self.parameters.price.huber, spread)}

    def _framed(self, shown: Inputs, log_price: Array, width: int) -> tuple[PriceFrame, NDArray[np.float32], Array]:
        """The frame, its matrix, and ln(level) of the rows."""
        p = self.parameters.price
        least = min(p.minimum_count, 1 + len(shown) // 50)
        frame = fit_frame(shown, log_price, self.segment_columns, min(width, shown.embedding.shape[1]), least, self.parameters.index)
        rows, level = frame.run(shown)
        return frame, rows, level

    def _boost(self, rows: NDArray[np.float32], target: Array, objective: dict[str, object]) -> lgb.Booster:
        p = self.parameters.price
        least = min(p.least_leaf, max(len(rows) // 40, 2))
        rate, rounds = (p.quantile_rate, p.quantile_rounds) if objective["objective"] == "quantile" else (p.rate, p.rounds)
        shared = boosting(p.leaves, p.depth, rate, least, self.parameters.seed, self.parameters.threads)
        return lgb.train({**shared, **objective}, lgb.Dataset(rows, target), rounds)

    def _as_listed(self, inputs: Inputs) -> Inputs:
        """Training rows as a listing would show them: what only the deal reveals is unknown in a random half, anything else now and then."""
        p = self.parameters.price
        generator = np.random.default_rng(self.parameters.seed)
        derived = len(DERIVED_NUMBERS)
        categories = {at: p.deal_dropout if at in self.deal_categories else p.dropout for at in range(inputs.categories.shape[1])}
        numbers = {at: p.deal_dropout if at - derived in self.deal_numbers else p.dropout for at in range(derived, inputs.numbers.shape[1])}
        return inputs.with_unknown(generator, categories, numbers)
