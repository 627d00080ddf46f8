"""A grown tree parts the rows as it says it does."""

from __future__ import annotations

import numpy as np

from bench.reference.forests import LEAST_ROWS, grown


def test_every_row_ends_in_a_leaf_and_the_covers_say_how_many() -> None:
    generator = np.random.default_rng(1)
    rows = generator.normal(size=(600, 9)).astype(np.float32)
    rows[generator.random(rows.shape) < 0.1] = np.nan
    forest = grown(rows, 5, 15, np.full(9, 1 / 9), 0.5, generator)
    leaves = forest.leaves(rows)
    assert forest.tree_count == 5 and leaves.shape == (600, 5)
    for tree in range(5):
        cover = forest.cover[(forest.tree == tree) & (forest.leaf >= 0)]
        assert np.array_equal(np.bincount(leaves[:, tree], minlength=15), cover) and cover.min() >= LEAST_ROWS


def test_a_column_without_a_chance_is_never_split_on() -> None:
    generator = np.random.default_rng(2)
    rows = generator.normal(size=(300, 4)).astype(np.float32)
    forest = grown(rows, 3, 9, np.asarray([0.0, 0.5, 0.5, 0.0]), 1.0, generator)
    assert set(forest.feature[forest.leaf < 0]) == {1, 2}
