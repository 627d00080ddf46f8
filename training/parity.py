"""The parity gate: the exported graph against LightGBM, on the rows where exports usually go wrong. A failure stops the export.

At least 20,000 rows: real ones, some with unknown numbers, categories never seen, empty texts, and columns set exactly onto thresholds of the
trees or one float32 step beside them. The *maximum* difference counts: a flipped leaf hides in any mean (`anchors.md`, 0.3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import lightgbm as lgb
import numpy as np
import onnx
from numpy.typing import NDArray

from models.session import open_session
from training.inputs import Inputs
from training.price_model import PriceModel
from training.trained import Heads
from valuation.features import DERIVED_NUMBERS

ROWS = 20_000
MAX_LN_PRICE = 1e-4
MAX_PROBABILITY = 1e-4
MAX_SCORE = 5e-3
"""Scores run to 100 and are summed in float32."""


class ParityError(Exception):
    """The graph does not say what the trained model says; the bundle must not be written."""


@dataclass(frozen=True)
class Parity:
    """Maximum differences by head, and flipped leaves over all trees and rows (must be 0)."""

    rows: int
    differences: dict[str, float]
    flipped_leaves: int

    def metrics(self) -> dict[str, float | None]:
        """Flat figures for tracking: `parity.flipped_leaves`, `parity.price` …"""
        return {"parity.flipped_leaves": float(self.flipped_leaves), **{f"parity.{head}": most for head, most in self.differences.items()}}


def check_parity(heads: Heads, graph: onnx.ModelProto, inputs: Inputs, seed: int, count: int = ROWS) -> Parity:
    """Compares `graph` (the heads) with LightGBM; ParityError where a limit is passed."""
    rows = hard_rows(heads, inputs, seed, count)
    session = open_session(graph.SerializeToString())
    names = [one.name for one in session.get_outputs()]
    found = dict(zip(names, session.run(names, rows.feed({one.name for one in session.get_inputs()})), strict=True))
    differences: dict[str, float] = {}
    flipped = 0
    if heads.price is not None:
        mean, quantiles = heads.price.predict(rows)
        differences["price_point"] = _most(found["price_point"], mean)
        differences["price"] = _most(found["price"], quantiles)
        flipped += _flipped(heads.price, rows)
    matrix = rows.head_rows()
    if heads.maturity is not None:
        ordinal, seen = heads.maturity.ordinal, matrix[:, heads.maturity.columns]
        differences["maturity"] = _most(found["maturity"], heads.maturity.exceedance(matrix))
        flipped += int((ordinal.trees.leaves(seen) != _leaves(ordinal.booster, seen)).sum())
    for score in heads.scores:
        differences[f"score_{score.value}"] = _most(found[f"score_{score.value}"], score.predict(matrix))
        for booster, trees in zip(score.boosters, score.forests, strict=True):
            flipped += int((trees.leaves(matrix) != _leaves(booster, matrix[:, score.trees])).sum())
    if heads.signals is not None:
        differences["signals"] = _most(found["signals"], heads.signals.predict(matrix))
    parity = Parity(len(rows), differences, flipped)
    _gate(parity)
    return parity


def broken_limits(parity: Parity) -> list[str]:
    """Each limit that was passed, in words."""
    limits = {"price": MAX_LN_PRICE, "price_point": MAX_LN_PRICE, "maturity": MAX_PROBABILITY, "signals": MAX_PROBABILITY}
    broken = [f"{head} differs by up to {most:.3g}" for head, most in parity.differences.items() if not most <= limits.get(head, MAX_SCORE)]
    return broken + ([f"{parity.flipped_leaves} leaves flipped"] if parity.flipped_leaves else [])


def hard_rows(heads: Heads, inputs: Inputs, seed: int, count: int = ROWS) -> Inputs:
    """Rows of the corpus, repeated to `count` at least, a part of them made hard."""
    generator = np.random.default_rng(seed)
    rows = inputs.take(generator.integers(0, len(inputs), max(count, 1)))
    rows = rows.with_unknown(generator, dict.fromkeys(range(rows.categories.shape[1]), 0.05), dict.fromkeys(range(rows.numbers.shape[1]), 0.05))
    categories, numbers, embedding = rows.categories.copy(), rows.numbers.copy(), rows.embedding.copy()
    lexical = np.zeros((count, 0), dtype=np.float32) if rows.lexical is None else rows.lexical.copy()
    columns = {"embedding": embedding, "numbers": numbers, "lexical": lexical}
    for column in range(categories.shape[1]):
        categories[generator.random(count) < 0.05, column] = "never seen in training"
    for (kind, at), thresholds in _thresholds(heads, rows).items():
        target = columns[kind]
        hit = np.flatnonzero(generator.random(count) < 0.05)
        values = generator.choice(thresholds, len(hit))
        side = generator.integers(-1, 2, len(hit))
        with np.errstate(over="ignore"):  # "unknown or not" is a split at the largest float32
            beside = np.where(side < 0, np.nextafter(values, np.float32(-np.inf)), np.where(side > 0, np.nextafter(values, np.float32(np.inf)), values))
        target[hit, at] = beside
    # empty texts last, or the thresholds would fill them again
    silent = generator.random(count) < 0.05
    embedding[silent], lexical[silent] = 0.0, 0.0
    numbers[silent, : len(DERIVED_NUMBERS)] = 0.0
    # a source without prices may have no dates: such a row takes the year that the scorer would give it
    known = np.nan_to_num(rows.years, nan=heads.limits.first_year)
    years = known + np.where(generator.random(count) < 0.05, generator.uniform(-3, 12, count), 0).astype(np.float32)
    kept = None if rows.lexical is None else lexical
    attributes = None if heads.attributes is None else heads.attributes.columns(categories)
    return replace(rows, categories=categories, numbers=numbers, embedding=embedding, years=years.astype(np.float32), lexical=kept, attributes=attributes)


def _thresholds(heads: Heads, rows: Inputs) -> dict[tuple[str, int], NDArray[np.float32]]:
    """Thresholds of the trees by input column."""
    found: dict[tuple[str, int], list[NDArray[np.float32]]] = {}
    width, every, lexical = rows.embedding.shape[1], rows.numbers.shape[1], 0 if rows.lexical is None else rows.lexical.shape[1]
    if heads.price is not None:
        codes, numbers = rows.categories.shape[1], rows.numbers.shape[1]
        text = codes + numbers + 2  # behind the date and the level
        for trees in heads.price.forests:
            for feature in np.unique(trees.feature[trees.leaf < 0]):
                values = trees.threshold[(trees.leaf < 0) & (trees.feature == feature)]
                if codes <= feature < codes + numbers:
                    found.setdefault(("numbers", int(feature) - codes), []).append(values)
                elif feature >= text:
                    found.setdefault(("embedding", int(feature) - text), []).append(values)
    maturity = [heads.maturity.ordinal.trees.reading(heads.maturity.columns)] if heads.maturity is not None else []
    starts = {"embedding": 0, "numbers": width, "lexical": width + every, "attributes": width + every + lexical}
    for trees in [*maturity, *(trees for score in heads.scores for trees in score.forests)]:
        for feature in np.unique(trees.feature[trees.leaf < 0]):
            values = trees.threshold[(trees.leaf < 0) & (trees.feature == feature)]
            kind = [name for name, start in starts.items() if start <= feature][-1]
            if kind != "attributes":  # what the attributes say is the table's, and no input
                found.setdefault((kind, int(feature) - starts[kind]), []).append(values)
    return {column: np.concatenate(values) for column, values in found.items()}


def _flipped(price: PriceModel, rows: Inputs) -> int:
    matrix, _ = price.frame.run(rows)
    return sum(int((trees.leaves(matrix) != _leaves(booster, matrix)).sum()) for booster, trees in zip(price.boosters, price.forests, strict=True))


def _leaves(booster: lgb.Booster, rows: NDArray[np.float32]) -> NDArray[np.int64]:
    leaves = np.asarray(booster.predict(rows[:, : booster.num_feature()], pred_leaf=True))
    return leaves.reshape(len(rows), -1).astype(np.int64)


def _most(found: NDArray[np.float32], expected: NDArray[np.float64]) -> float:
    if not (np.isfinite(found).all() and np.isfinite(expected).all()):
        return float("inf")
    return float(np.abs(found.astype(np.float64) - expected).max(initial=0.0))


def _gate(parity: Parity) -> None:
    if broken := broken_limits(parity):
        raise ParityError(f"the graph is not the trained model on {parity.rows} rows: {'; '.join(broken)}")
