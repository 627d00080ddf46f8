"""Batching never changes an answer: raw outputs of the tiny bundle, nothing refused, alone against batches of every size."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.predictions import Predictions
from models.scorer import Scorer
from valuation.features import Columns
from valuation.refusal import Refusal


@pytest.fixture(scope="module")
def open_scorer(tiny_scorer: Scorer) -> Scorer:
    """The tiny bundle with limits so wide that only a row without any essentials is refused: every other answer is compared."""
    manifest = tiny_scorer.bundle.manifest
    limits = manifest.limits.model_copy(update={"first_year": 1900.0, "last_year": 2200.0, "familiarity": -2.0, "unknown_tokens": 1.0})
    return Scorer(replace(tiny_scorer.bundle, manifest=manifest.model_copy(update={"limits": limits})))


def outputs(found: Predictions) -> dict[str, NDArray[Any]]:
    arrays = {
        "price": found.price,
        "price_point": found.price_point,
        "maturity": found.maturity,
        "embedding": found.embedding,
        **found.scores,
        **{f"signal {name}": values for name, values in found.signals.items()},
    }
    assert all(values is not None for values in arrays.values())
    return {name: np.asarray(values).reshape(len(found), -1) for name, values in arrays.items()}


def compare(scorer: Scorer, columns: Columns, batches: list[NDArray[np.int64]], whole: Predictions) -> None:
    expected = outputs(whole)
    with ThreadPoolExecutor(2) as pool:
        for rows, found in zip(batches, pool.map(lambda rows: scorer.score(columns.take(rows)), batches), strict=True):
            for name, values in outputs(found).items():
                assert np.array_equal(values, expected[name][rows], equal_nan=True), f"{name} of rows {rows[:10]} in a batch of {len(rows)}"
            assert found.refusals == [whole.refusals[row] for row in rows]


def mixed(n: int, seed: int) -> list[NDArray[np.int64]]:
    """All rows in random order, cut into batches of 1 to 700."""
    generator = np.random.default_rng(seed)
    order = generator.permutation(n)
    sizes = generator.choice([1, 2, 3, 7, 8, 16, 31, 64, 127, 128, 129, 300, 700], n)
    ends = np.cumsum(sizes)
    return [part for part in np.split(order, ends[ends < n]) if len(part)]


def test_a_thousand_rows_alone_and_in_batches_are_bit_equal(open_scorer: Scorer, many_columns: Callable[..., Columns]) -> None:
    columns = many_columns(1_000, seed=21)
    whole = open_scorer.score(columns)
    assert set(whole.refusals) <= {None, Refusal.MISSING_ESSENTIALS, Refusal.DATE_OUTSIDE_SUPPORT} and whole.refusals.count(None) > 950
    compare(open_scorer, columns, [np.asarray([row]) for row in range(1_000)], whole)
    compare(open_scorer, columns, mixed(1_000, 1), whole)
    compare(open_scorer, columns, [np.full(500, 17), np.arange(1_000)[::-1].copy()], whole)


@pytest.mark.slow
def test_twelve_thousand_rows_alone_and_in_batches_are_bit_equal(open_scorer: Scorer, many_columns: Callable[..., Columns]) -> None:
    columns = many_columns(12_000, seed=22)
    whole = open_scorer.score(columns)
    compare(open_scorer, columns, [np.asarray([row]) for row in range(12_000)], whole)
    for seed in range(5):
        compare(open_scorer, columns, mixed(12_000, seed), whole)
