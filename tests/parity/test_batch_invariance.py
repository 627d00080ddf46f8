"""Batching never changes an answer: raw outputs of the tiny bundle, nothing refused, alone against batches of every size."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.load import load_bundle
from models.predictions import Predictions
from models.scorer import Scorer
from valuation.features import Columns
from valuation.refusal import Refusal

ROOT = Path(__file__).resolve().parents[2]


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


ROWS = 10_000
IN_ANOTHER_PROCESS = """
import pickle, sys
from pathlib import Path
from models.load import load_bundle
from models.scorer import Scorer
columns = pickle.loads(Path(sys.argv[2]).read_bytes())
Path(sys.argv[3]).write_bytes(pickle.dumps(Scorer(load_bundle(Path(sys.argv[1]))).score(columns)))
"""


def test_ten_thousand_rows_alone_and_in_batches_are_bit_equal(open_scorer: Scorer, many_columns: Callable[..., Columns]) -> None:
    columns = many_columns(ROWS, seed=21)
    whole = open_scorer.score(columns)
    assert set(whole.refusals) <= {None, Refusal.MISSING_ESSENTIALS, Refusal.DATE_OUTSIDE_SUPPORT} and whole.refusals.count(None) > 0.95 * ROWS
    compare(open_scorer, columns, [np.asarray([row]) for row in range(ROWS)], whole)
    compare(open_scorer, columns, mixed(ROWS, 1), whole)
    compare(open_scorer, columns, [np.full(500, 17), np.arange(ROWS)[::-1].copy()], whole)


def test_ten_thousand_rows_after_a_reload_and_in_another_process_are_bit_equal(
    tiny_scorer: Scorer, many_columns: Callable[..., Columns], tmp_path: Path
) -> None:
    """A worker is a process of its own, and a reload opens the same bundle again: other memory, other threads, the same bits."""
    columns, folder = many_columns(ROWS, seed=23), tiny_scorer.bundle.layout.folder
    whole = tiny_scorer.score(columns)
    compare(Scorer(load_bundle(folder)), columns, mixed(ROWS, 2), whole)
    rows = np.random.default_rng(3).permutation(ROWS)
    asked, answered = tmp_path / "columns", tmp_path / "answer"
    asked.write_bytes(pickle.dumps(columns.take(rows)))
    subprocess.run([sys.executable, "-c", IN_ANOTHER_PROCESS, str(folder), str(asked), str(answered)], check=True, cwd=ROOT)
    elsewhere = pickle.loads(answered.read_bytes())
    expected = outputs(whole)
    assert all(np.array_equal(values, expected[name][rows], equal_nan=True) for name, values in outputs(elsewhere).items())
    assert elsewhere.refusals == [whole.refusals[row] for row in rows]


@pytest.mark.slow
def test_twelve_thousand_rows_alone_and_in_batches_are_bit_equal(open_scorer: Scorer, many_columns: Callable[..., Columns]) -> None:
    columns = many_columns(12_000, seed=22)
    whole = open_scorer.score(columns)
    compare(open_scorer, columns, [np.asarray([row]) for row in range(12_000)], whole)
    for seed in range(5):
        compare(open_scorer, columns, mixed(12_000, seed), whole)
