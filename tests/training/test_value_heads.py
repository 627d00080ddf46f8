from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import onnxruntime as ort
import pytest
from numpy.typing import NDArray

from training.graph import Graph
from training.parameters import Parameters
from training.value_heads import ScoreModel, fit_scores
from valuation.five_values import VALUES

N = 1_500
PROJECTS = np.arange(N)


def scored(seed: int = 0, n: int = N) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Rows, and scores: scientific follows the first number and is cut off at 100; economic is noise; the others are absent."""
    generator = np.random.default_rng(seed)
    rows = generator.normal(0, 1, (n, 4)).astype(np.float32)
    scores = np.full((n, len(VALUES)), np.nan)
    scores[:, 0] = np.clip(75 + 15 * rows[:, 0] + generator.normal(0, 8, n), 0, 100)
    scores[:, 2] = generator.uniform(0, 100, n)
    return rows, scores


@pytest.fixture(scope="module")
def heads(quick: Parameters) -> list[ScoreModel]:
    return fit_scores(*scored(), PROJECTS, quick)


def of_graph(model: ScoreModel, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    graph = Graph("values")
    outputs = model.add_to(graph, graph.input("embedding"))
    session = ort.InferenceSession(graph.model(outputs).SerializeToString(), providers=["CPUExecutionProvider"])
    found: Any = session.run(list(outputs), {"embedding": rows})[0]
    return np.asarray(found)


def test_the_interval_covers_nine_in_ten_records_nobody_has_seen(heads: list[ScoreModel]) -> None:
    rows, scores = scored(9, 4_000)
    for head in heads:
        truth = scores[:, VALUES.index(head.value)]
        found = head.predict(rows)
        inside = np.mean((truth >= found[:, 0]) & (truth <= found[:, 2]))
        assert 0.86 < inside < 0.95
        assert abs(head.coverage - inside) < 0.08  # and what the head says of itself is about true


def test_scores_stay_within_0_and_100_and_in_order(heads: list[ScoreModel]) -> None:
    found = heads[0].predict(scored(9)[0] * 5)
    assert found.min() >= 0 and found.max() <= 100 and found.max() > 99
    assert (np.diff(found, axis=1) >= 0).all()


def test_a_value_that_the_text_tells_is_told_apart_from_one_that_it_does_not(heads: list[ScoreModel]) -> None:
    scientific, economic = heads
    assert (scientific.value, economic.value) == ("scientific", "economic")
    assert scientific.rank_correlation > 0.7 and abs(economic.rank_correlation) < 0.3
    assert np.median(np.ptp(scientific.predict(scored(9)[0]), axis=1)) < 0.6 * np.median(np.ptp(economic.predict(scored(9)[0]), axis=1))


def test_too_few_scores_or_scores_all_alike_make_no_head(quick: Parameters) -> None:
    rows, scores = scored()
    scores[quick.values.least_rows :, 0] = np.nan  # a fifth of these is held out, so the rest is below the floor
    scores[:, 2] = 50.0
    assert fit_scores(rows, scores, PROJECTS, quick) == []
    assert [head.value for head in fit_scores(*scored(), PROJECTS, replace(quick, values=replace(quick.values, least_rows=500, rounds=2)))] == [
        "scientific",
        "economic",
    ]


def test_the_graph_gives_the_same_scores(heads: list[ScoreModel]) -> None:
    rows, _ = scored(9)
    for head in heads:
        assert np.abs(of_graph(head, rows) - head.predict(rows)).max() < 1e-3
