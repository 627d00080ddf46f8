from __future__ import annotations

from dataclasses import replace

import numpy as np

from training.context import Context
from training.held_out import held_out
from training.text_targets import text_targets


def test_maturity_and_scores_teach_from_the_projects_of_their_heads_alone(tiny_run: Context) -> None:
    corpus, parameters = tiny_run.corpus, tiny_run.parameters
    unseen = held_out(corpus.projects, parameters.seed)
    maturity, *rest = text_targets(corpus, parameters).targets
    assert np.array_equal(maturity.taught, (corpus.levels[:, 0] > 0) & ~unseen) and maturity.classes == 0
    assert not any(target.taught[unseen].any() for target in rest if target.classes == 0)


def test_a_range_of_levels_is_told_by_its_middle(tiny_run: Context) -> None:
    maturity = text_targets(tiny_run.corpus, tiny_run.parameters).targets[0]
    assert np.array_equal(maturity.truth[maturity.taught], tiny_run.corpus.levels[maturity.taught].mean(axis=1))


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
