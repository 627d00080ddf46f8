from __future__ import annotations

from dataclasses import replace

import numpy as np

from training.context import Context
from training.text_targets import text_targets
from valuation.five_values import VALUES


def test_every_label_is_a_target_of_its_own_by_name(tiny_run: Context) -> None:
    corpus = tiny_run.corpus
    told = text_targets(corpus, tiny_run.parameters)
    assert told.names == ("maturity", "scientific", "economic") and told.at("economic") == 2 and told.at("social") is None
    assert np.array_equal(told.numbers[0].taught, corpus.levels[:, 0] > 0)
    assert np.array_equal(told.numbers[2].taught, np.isfinite(corpus.scores[:, VALUES.index("economic")]))
    assert all(target.classes == 0 for target in told.numbers)


def test_a_range_of_levels_is_told_by_its_middle(tiny_run: Context) -> None:
    maturity = text_targets(tiny_run.corpus, tiny_run.parameters).targets[0]
    middle = tiny_run.corpus.levels[maturity.taught].mean(axis=1)
    assert np.allclose(maturity.truth[maturity.taught], (middle - middle.mean()) / middle.std())


def test_a_score_is_told_by_its_rank_among_those_of_years_like_its_own(tiny_run: Context) -> None:
    dates = np.repeat(np.asarray(["2019-05-01", "2020-05-01"], dtype="datetime64[D]"), 200)
    scores = np.full((400, len(VALUES)), np.nan)
    scores[:, 0] = np.concatenate([np.arange(200), 10_000 + np.arange(200)])  # the second year praises more freely, and out of all proportion
    corpus = replace(tiny_run.corpus.take(np.arange(400)), scores=scores)
    corpus = replace(corpus, columns=replace(corpus.columns, dates=dates))
    told = text_targets(corpus, tiny_run.parameters)
    target = told.numbers[told.names.index("scientific")]
    assert target.taught.all() and abs(target.truth.mean()) < 1e-9 and abs(target.truth.std() - 1) < 1e-9
    first, second = target.truth[:200], target.truth[200:]
    assert (np.diff(first) > 0).all() and abs(first.mean() - second.mean()) < 0.25


def test_the_classes_stand_last_each_in_the_column_that_its_head_reads(tiny_run: Context) -> None:
    told, signals = text_targets(tiny_run.corpus, tiny_run.parameters), tiny_run.heads.signals
    assert signals is not None and told.signals is not None
    classes = told.targets[-1]
    assert told.signals == slice(len(told.targets) - 1, len(told.targets) - 1 + len(signals.values))
    named = np.asarray(signals.values)[classes.truth[classes.taught].astype(np.int64)]
    assert np.array_equal(named, tiny_run.corpus.dominant[classes.taught])


def test_labels_too_few_or_all_alike_are_no_target(tiny_run: Context) -> None:
    corpus = tiny_run.corpus
    nothing = replace(corpus, levels=np.zeros_like(corpus.levels), scores=np.full_like(corpus.scores, np.nan), dominant=np.full(len(corpus), "", dtype="<U9"))
    assert text_targets(nothing, tiny_run.parameters).targets == () and text_targets(nothing, tiny_run.parameters).signals is None
    alike = replace(nothing, levels=np.full_like(corpus.levels, 4))
    assert text_targets(alike, tiny_run.parameters).targets == ()
