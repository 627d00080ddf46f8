from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.session import open_session
from training.graph import Graph
from training.head_columns import HeadColumns, HeadRows
from training.parameters import Parameters
from training.score_graph import add_scores
from training.two_ways import add_two_ways
from training.value_heads import ScoreModel, fit_line, fit_scores
from valuation.five_values import VALUES

N = 1_500
READS = dict.fromkeys(VALUES, HeadColumns(np.arange(4), np.asarray([], dtype=np.int64)))


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
    return fitted(quick, *scored())


def fitted(parameters: Parameters, rows: NDArray[np.float32], scores: NDArray[np.float64], reads: dict[str, HeadColumns] = READS) -> list[ScoreModel]:
    return fit_scores(HeadRows(rows, rows), scores, np.arange(len(rows)), reads, parameters)


def of_graph(model: ScoreModel, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    graph = Graph("values")
    outputs = add_scores(graph, [model], add_two_ways(graph, graph.input("embedding"), model.forests, range(0)))
    session = open_session(graph.model(outputs).SerializeToString())
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
    assert fitted(quick, rows, scores) == []
    assert [head.value for head in fitted(replace(quick, values=replace(quick.values, least_rows=500, rounds=2)), *scored())] == [
        "scientific",
        "economic",
    ]


def test_the_graph_gives_the_same_scores(heads: list[ScoreModel]) -> None:
    rows, _ = scored(9)
    for head in heads:
        assert np.abs(of_graph(head, rows) - head.predict(rows)).max() < 1e-3


def noisy(n: int = 500) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Few grades, mostly noise: the last of 30 columns is an estimate of the score in its standard deviations, worth a tenth of its variance."""
    generator = np.random.default_rng(3)
    rows = generator.normal(0, 1, (n, 30)).astype(np.float32)
    rows[:, -1] *= 0.3
    scores = np.full((n, len(VALUES)), np.nan)
    scores[:, 0] = np.clip(70 + 10 * (rows[:, -1] + generator.normal(0, 0.95, n)), 0, 100)
    return rows, scores


def test_where_labels_are_few_and_noisy_the_straight_line_speaks_and_the_trees_are_silent(quick: Parameters) -> None:
    (head,) = fitted(quick, *noisy(), dict.fromkeys(VALUES, HeadColumns(np.arange(30), np.asarray([29]))))
    rows, _ = noisy(4_000)
    assert head.share == 0 and 6 < head.line.weights[0] < 11  # 10 points a standard deviation, never more than the scores' own
    assert np.corrcoef(head.predict(rows)[:, 1], rows[:, -1])[0, 1] > 0.999
    assert np.abs(of_graph(head, rows) - head.predict(rows)).max() < 1e-3


def test_trees_have_a_say_where_the_line_misses_what_they_see(heads: list[ScoreModel]) -> None:
    assert heads[0].share > 0 and not len(heads[0].line.columns)


def test_an_estimate_is_scaled_down_but_never_up() -> None:
    truth = np.random.default_rng(4).normal(50, 10, 2_000)
    standard = ((truth - 50) / 10)[:, None]
    timid, bold = (np.hstack([np.zeros((2_000, 1)), standard * factor]).astype(np.float32) for factor in (0.2, 4.0))
    assert fit_line(timid, truth, np.asarray([1])).weights[0] <= truth.std() * 1.001
    assert abs(fit_line(bold, truth, np.asarray([1])).weights[0] - 2.5) < 0.1
    assert fit_line(-bold, truth, np.asarray([1])).weights[0] < 1e-6  # an estimate that points the wrong way is none


def test_the_line_is_summed_alike_in_any_batch(quick: Parameters) -> None:
    (head,) = fitted(quick, *noisy(), dict.fromkeys(VALUES, HeadColumns(np.arange(30), np.asarray([3, 11, 29]))))
    rows, _ = noisy(257)
    whole = of_graph(head, rows)
    assert np.array_equal(whole, np.vstack([of_graph(head, rows[at : at + 1]) for at in range(257)]))
