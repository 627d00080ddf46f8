from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.attribute_columns import fit_attributes, with_attributes
from training.attribute_table import AttributeTable
from training.context import Context
from training.lexical_fit import Target, fold_of
from training.parameters import AttributeParameters
from training.text_targets import TextTargets, text_targets

FOLDS, SEED = 5, 3


def market(n: int = 3_000, noise: float = 1.0) -> tuple[NDArray[np.object_], Target]:
    """The first category adds -1, 0 or 1 to the truth, the second nothing; a third of the rows is not labelled."""
    generator = np.random.default_rng(0)
    kind, other = generator.integers(0, 3, n), generator.integers(0, 5, n)
    categories = np.asarray([[f"kind {one}", f"other {two}"] for one, two in zip(kind, other, strict=True)], dtype=object)
    return categories, Target(kind - 1.0 + generator.normal(0, noise, n), generator.random(n) < 2 / 3)


def fitted(categories: NDArray[np.object_], target: Target, may: tuple[int, ...] = (0, 1), penalty: float = 30.0) -> tuple[AttributeTable, NDArray[np.float32]]:
    return fit_attributes(categories, [target], [may], np.arange(len(categories)), AttributeParameters(penalty=penalty), FOLDS, SEED)


def test_the_effect_of_a_value_is_found_and_that_of_noise_is_small() -> None:
    categories, target = market()
    table, _ = fitted(categories, target)
    first, second = (table.effects[at][:, 0] for at in (0, 1))
    spread = target.truth[target.taught].std()
    kinds = [first[table.numbers[0][f"kind {one}"]] * spread for one in range(3)]
    assert np.allclose(kinds, [-1, 0, 1], atol=0.15) and np.abs(second).max() < 0.1


def test_a_label_says_nothing_to_its_own_row() -> None:
    generator = np.random.default_rng(1)
    n = 1_200
    categories = np.asarray([[f"firm {one}"] for one in generator.integers(0, 400, n)], dtype=object)  # three rows a firm
    target = Target(generator.normal(0, 1, n), np.ones(n, dtype=bool))
    table, columns = fitted(categories, target, (0,), penalty=1.0)
    assert np.corrcoef(table.columns(categories)[:, 0], target.truth)[0, 1] > 0.25  # who looks at its own label finds it
    assert abs(np.corrcoef(columns[:, 0], target.truth)[0, 1]) < 0.1


def test_rows_without_a_label_read_the_table_and_rows_of_one_project_share_a_fold() -> None:
    categories, target = market()
    table, columns = fitted(categories, target)
    assert np.array_equal(columns[~target.taught], table.columns(categories)[~target.taught])
    fold = fold_of(np.arange(len(categories)), FOLDS, SEED)
    same = target.taught & (fold == 2) & (categories[:, 0] == "kind 1") & (categories[:, 1] == "other 3")
    assert same.sum() > 10 and len(np.unique(columns[same], axis=0)) == 1


def test_a_column_that_may_not_be_read_has_no_effect() -> None:
    categories, target = market()
    table, columns = fitted(categories, target, (1,))
    assert not table.effects[0].any() and not columns[:, table.reads(0)[1][0]].any()


def test_nothing_varies_nothing_is_told() -> None:
    categories, target = market(200)
    table, columns = fitted(categories, Target(np.ones(200), target.taught))
    assert not columns.any() and all(not effects.any() for effects in table.effects)


def test_a_run_reads_the_attributes_that_its_labels_come_with(tiny_run: Context) -> None:
    corpus, parameters = tiny_run.corpus, tiny_run.parameters
    told = text_targets(corpus, parameters)
    found, table = with_attributes(tiny_run.inputs, corpus, told, parameters)
    assert table is not None and found.attributes is not None and found.attributes.shape == (len(corpus), table.width)
    kind, economic = corpus.schema.categories.index("kind"), told.at("economic")
    assert economic is not None and np.ptp(table.effects[kind][:, economic]) > 0.5  # 6 points a step, as the records were made
    assert all(not table.effects[at].any() for at, name in enumerate(corpus.schema.categories) if name != "kind")


def test_without_labels_there_is_no_table(tiny_run: Context) -> None:
    found, table = with_attributes(tiny_run.inputs, tiny_run.corpus, TextTargets((), (), None), tiny_run.parameters)
    assert table is None and found is tiny_run.inputs
