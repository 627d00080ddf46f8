from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from training.lexical_fit import Target, fit_target, fold_of
from training.occurrences import Bags, bags_of
from training.parameters import LexicalParameters
from training.token_traits import TokenTraits, names, parts

TOKENS = ["pilot", "theory", "paper", "plant", "colour", "number", "weather", "station"]
"""The first four tell something, the others nothing."""
N = 400


@pytest.fixture(scope="module")
def texts() -> Bags:
    generator = np.random.default_rng(3)
    return bags_of([generator.choice(8, 6).astype(np.int32) for _ in range(N)], len(TOKENS))


def truth(texts: Bags) -> NDArray[np.float64]:
    has = (texts.weights > 0).toarray().astype(np.float64)
    return np.asarray(5 + 2 * has[:, 0] - 2 * has[:, 1])


@pytest.fixture(scope="module")
def kinds(texts: Bags) -> list[TokenTraits]:
    return [names(TOKENS, texts), parts(TOKENS, texts)]


EVERY = np.ones(N, dtype=bool)
PROJECTS = np.arange(N) // 2
PARAMETERS = LexicalParameters()


def test_a_number_gets_one_weight_a_token_and_the_telling_tokens_get_the_large_ones(texts: Bags, kinds: list[TokenTraits]) -> None:
    found = fit_target(kinds, texts, Target(truth(texts), EVERY), PROJECTS, PARAMETERS, seed=1)
    for weights in found.whole:
        assert weights.shape == (8, 1)
    plain = found.whole[0][:, 0]
    assert plain[0] > 0 > plain[1] and np.abs(plain[[4, 5, 6, 7]]).max() < 0.3 * min(plain[0], -plain[1])


@pytest.mark.parametrize("classes", [2, 3])
def test_a_class_gets_a_column_each_that_is_high_where_the_class_is(texts: Bags, kinds: list[TokenTraits], classes: int) -> None:
    value = truth(texts)
    label = (value > 5).astype(np.float64) if classes == 2 else np.sign(value - 5) + 1
    found = fit_target(kinds, texts, Target(label, EVERY, classes), PROJECTS, PARAMETERS, seed=1)
    logits = texts.weights @ found.whole[0]
    assert found.whole[0].shape == (8, classes) and np.mean(logits.argmax(axis=1) == label) > 0.6
    assert np.corrcoef(logits[:, -1], label == classes - 1)[0, 1] > 0.5


def test_weights_without_a_fold_have_not_seen_its_labels(texts: Bags, kinds: list[TokenTraits]) -> None:
    known = truth(texts)
    one = replace(PARAMETERS, firm_ridge=PARAMETERS.ridge)  # of two penalties all folds choose together; nothing else of a label passes on
    found = fit_target(kinds, texts, Target(known, EVERY), PROJECTS, one, seed=1)
    assert len(found.without) == PARAMETERS.folds and set(found.fold) == set(range(PARAMETERS.folds))
    spoiled = np.where(found.fold == 2, -100.0, known)
    again = fit_target(kinds, texts, Target(spoiled, EVERY), PROJECTS, one, seed=1)
    assert np.array_equal(found.without[2][0], again.without[2][0]) and np.array_equal(found.without[2][1], again.without[2][1])
    assert not np.allclose(found.without[1][0], again.without[1][0])


def test_noisy_numbers_are_told_under_the_firm_penalty_and_clear_ones_under_the_light_one(texts: Bags, kinds: list[TokenTraits]) -> None:
    clear = truth(texts)
    noise = np.random.default_rng(5).normal(0, 1, len(clear))
    for known, chosen in ((clear, PARAMETERS.ridge), (noise, PARAMETERS.firm_ridge)):
        found = fit_target(kinds, texts, Target(known, EVERY), PROJECTS, PARAMETERS, seed=1)
        alone = fit_target(kinds, texts, Target(known, EVERY), PROJECTS, replace(PARAMETERS, ridge=chosen, firm_ridge=chosen), seed=1)
        assert np.array_equal(found.whole[0], alone.whole[0]) and np.array_equal(found.without[1][0], alone.without[1][0])


def test_rows_that_do_not_teach_belong_to_no_fold_and_change_nothing(texts: Bags, kinds: list[TokenTraits]) -> None:
    taught = EVERY.copy()
    taught[::3] = False
    found = fit_target(kinds, texts, Target(truth(texts), taught), PROJECTS, PARAMETERS, seed=1)
    assert np.array_equal(found.fold < 0, ~taught)
    again = fit_target(kinds, texts, Target(np.where(taught, truth(texts), 1e6), taught), PROJECTS, PARAMETERS, seed=1)
    assert np.array_equal(found.whole[0], again.whole[0])


def test_where_many_rows_teach_a_sample_does_and_parts_of_tokens_do_not(texts: Bags, kinds: list[TokenTraits]) -> None:
    found = fit_target(kinds, texts, Target(truth(texts), EVERY), PROJECTS, replace(PARAMETERS, rows=150, parts_rows=100), seed=1)
    assert found.whole[0].any() and not found.whole[1].any() and not any(weights[1].any() for weights in found.without)


def test_a_row_outside_the_sample_reads_no_weights_that_saw_its_project(texts: Bags, kinds: list[TokenTraits]) -> None:
    known, few = truth(texts), replace(PARAMETERS, rows=150, parts_rows=100)
    found = fit_target(kinds, texts, Target(known, EVERY), PROJECTS, few, seed=1)
    assert (found.fold >= 0).all()
    sample = np.zeros(N, dtype=bool)
    sample[np.random.default_rng(1).choice(N, 150, replace=False)] = True
    parted = np.flatnonzero(sample & ~sample[np.arange(N) ^ 1])  # sampled; the sibling, of the same project, is not
    row = int(parted[0])
    spoiled = known.copy()
    spoiled[row] = -100.0
    again = fit_target(kinds, texts, Target(spoiled, EVERY), PROJECTS, few, seed=1)
    read = found.fold[row ^ 1]
    assert not np.allclose(found.whole[0], again.whole[0])  # the sampled one did teach
    assert np.array_equal(found.without[read][0], again.without[read][0])


def test_labels_all_alike_or_a_class_missing_teach_nothing(texts: Bags, kinds: list[TokenTraits]) -> None:
    for target in (Target(np.full(N, 3.0), EVERY), Target(np.zeros(N), EVERY, 2)):
        assert not any(weights.any() for weights in fit_target(kinds, texts, target, PROJECTS, PARAMETERS, seed=1).whole)


def test_a_project_is_never_parted_between_folds() -> None:
    projects = np.random.default_rng(0).integers(0, 50, 600)
    fold = fold_of(projects, 4, seed=7)
    assert all(len(np.unique(fold[projects == one])) == 1 for one in range(50))
    assert np.bincount(fold, minlength=4).min() > 60
