"""The price head: a mean and seven quantiles of ln(price), as trees over the frame, relative to the price level.

The mean averages two forests, one that reads the attributes alone and one that reads the text too.

What the trees learn is ln(price) − share · ln(level): the level carries the drift, and the trees, which also see the level and the date, carry the
rest. The mean may be blended with the bare level; the weight comes from rolling origins (`rolling_origin.py`), as do the conformal shifts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from training.graph import Graph, add_flat
from training.inputs import Inputs
from training.interval import Interval
from training.parameters import Parameters, boosting
from training.price_frame import PriceFrame, fit_frame
from training.trees import Forest, forest
from valuation.features import DERIVED_NUMBERS
from valuation.price import QUANTILES

FORESTS = 2 + len(QUANTILES)
SQUARED: dict[str, object] = {"objective": "regression"}


@dataclass(frozen=True)
class PriceModel:
    """`boosters` and `forests`: the mean's own first (`means` of them, to be averaged), then one per quantile. `blend` is the trees' weight in the
    mean against the bare level; `interval` makes of the quantiles what is served.
    """

    frame: PriceFrame
    share: float
    boosters: tuple[lgb.Booster, ...]
    forests: tuple[Forest, ...]
    means: int
    blend: float
    interval: Interval

    def predict(self, inputs: Inputs) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Mean (n,) and ascending quantiles (n, 7) of ln(price), by LightGBM itself: the reference for the graph."""
        rows, level = self.frame.run(inputs)
        means, quantiles = self.raw(rows, level)
        served = self.interval.served(quantiles, inputs.years.astype(np.float64)) if quantiles.shape[1] else quantiles
        return self.blend * means + (1 - self.blend) * level, served

    def raw(self, rows: NDArray[np.float32], level: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Unblended mean and unshifted, unsorted quantiles for rows of the frame; no quantiles where the model has none."""
        found = np.column_stack([np.asarray(booster.predict(rows[:, : booster.num_feature()])) for booster in self.boosters]) + (self.share * level)[:, None]
        return found[:, : self.means].mean(axis=1), found[:, self.means :]

    def add_to(self, graph: Graph, embedding: str) -> dict[str, int | str | None]:
        """Adds the head; its outputs."""
        matrix, level = self.frame.add_to(graph, embedding)
        base = graph.node("Mul", level, graph.constant(np.float32(self.share)))
        mean = graph.node("Concat", *[graph.trees(trees, matrix) for trees in self.forests[: self.means]], axis=1)
        mean = graph.node("ReduceMean", mean, graph.constant(np.asarray([1], dtype=np.int64)), keepdims=1)
        sums = [graph.node("Add", trees, base) for trees in (mean, *(graph.trees(one, matrix) for one in self.forests[self.means :]))]
        weights = [graph.constant(np.float32(one)) for one in (self.blend, 1 - self.blend)]
        point = graph.node("Add", graph.node("Mul", sums[0], weights[0]), graph.node("Mul", level, weights[1]))
        add_flat(graph, point, "price_point")
        year = graph.node("Unsqueeze", graph.input("years"), graph.constant(np.asarray([1], dtype=np.int64)))
        self.interval.add_to(graph, graph.node("Concat", *sums[1:], axis=1), year, "price")
        return {"price_point": None, "price": len(sums) - 1}

    def calibrated(self, blend: float, shifts: NDArray[np.float64], lead: float) -> PriceModel:
        """The same model with what the calibration found, `lead` years ahead of the data on average."""
        return replace(self, blend=blend, interval=Interval.of(shifts, lead, self.frame.index.last))


@dataclass(frozen=True)
class PriceFit:
    """What every fit of the price head shares: parameters, the segment columns, and which columns only a deal reveals."""

    parameters: Parameters
    segment_columns: tuple[int, ...]
    deal_categories: tuple[int, ...]
    deal_numbers: tuple[int, ...]

    def fit(self, inputs: Inputs, log_price: NDArray[np.float64], done: Callable[[], None] = lambda: None) -> PriceModel:
        """Fits the head to rows (n); `done` is called after each forest (`FORESTS` of them)."""
        frame, rows, target = self._framed(inputs, log_price, self.parameters.price.text_width)
        attributes = rows[:, : rows.shape[1] - frame.text_width]
        boosters = []
        for matrix, objective in ((attributes, self._huber), (rows, SQUARED), *((rows, {"objective": "quantile", "alpha": level}) for level in QUANTILES)):
            boosters.append(self._boost(matrix, target, objective))
            done()
        forests = tuple(forest(one) for one in boosters)
        return PriceModel(frame, self.parameters.price.level_share, tuple(boosters), forests, 2, 1.0, Interval.raw(frame.index.last))

    def fit_attributes_only(self, inputs: Inputs, log_price: NDArray[np.float64]) -> PriceModel:
        """The plain rival: one forest for the mean, squared loss, no text, no quantiles."""
        frame, rows, target = self._framed(inputs, log_price, 0)
        booster = self._boost(rows, target, SQUARED)
        return PriceModel(frame, self.parameters.price.level_share, (booster,), (forest(booster),), 1, 1.0, Interval.raw(frame.index.last))

    @property
    def _huber(self) -> dict[str, object]:
        return {"objective": "huber", "alpha": self.parameters.price.huber}

    def _framed(self, inputs: Inputs, log_price: NDArray[np.float64], width: int) -> tuple[PriceFrame, NDArray[np.float32], NDArray[np.float64]]:
        """The frame, its matrix, and what is left of ln(price) for the trees."""
        p = self.parameters.price
        shown = self._as_listed(inputs)
        least = min(p.minimum_count, 1 + len(inputs) // 50)
        frame = fit_frame(shown, log_price, self.segment_columns, min(width, inputs.embedding.shape[1]), least, self.parameters.index)
        rows, level = frame.run(shown)
        return frame, rows, log_price - p.level_share * level

    def _boost(self, rows: NDArray[np.float32], target: NDArray[np.float64], objective: dict[str, object]) -> lgb.Booster:
        p = self.parameters.price
        least = min(p.least_leaf, max(len(rows) // 40, 2))
        rate, rounds = (p.quantile_rate, p.quantile_rounds) if objective["objective"] == "quantile" else (p.rate, p.rounds)
        shared = boosting(p.leaves, rate, least, self.parameters.seed, self.parameters.threads)
        return lgb.train({**shared, **objective}, lgb.Dataset(rows, target), rounds)

    def _as_listed(self, inputs: Inputs) -> Inputs:
        """Training rows as a listing would show them: what only the deal reveals is unknown in a random half, anything else now and then."""
        p = self.parameters.price
        generator = np.random.default_rng(self.parameters.seed)
        derived = len(DERIVED_NUMBERS)
        categories = {at: p.deal_dropout if at in self.deal_categories else p.dropout for at in range(inputs.categories.shape[1])}
        numbers = {at: p.deal_dropout if at - derived in self.deal_numbers else p.dropout for at in range(derived, inputs.numbers.shape[1])}
        return inputs.with_unknown(generator, categories, numbers)
