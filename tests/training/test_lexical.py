from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from training.lexical import LexicalTable, fit_lexical
from training.lexical_fit import Target
from training.occurrences import Bags, bags_of
from training.parameters import LexicalParameters

N = 600
TOKENS = [f"word{at}" for at in range(60)]
PROJECTS = np.arange(N) // 2


def texts(seed: int = 0, n: int = N) -> Bags:
    generator = np.random.default_rng(seed)
    return bags_of([generator.choice(60, 12).astype(np.int32) for _ in range(n)], 60)


def targets(bags: Bags, seed: int = 1) -> list[Target]:
    """A number that the first ten words raise, with noise, and which of two groups of words is commoner."""
    generator = np.random.default_rng(seed)
    has = (bags.weights > 0).toarray().astype(np.float64)
    number = has[:, :10].sum(axis=1) + generator.normal(0, 0.5, len(bags))
    group = (has[:, 10:30].sum(axis=1) > has[:, 30:50].sum(axis=1)).astype(np.float64)
    taught = generator.random(len(bags)) < 0.8
    return [Target(number, taught), Target(group, ~taught | (generator.random(len(bags)) < 0.5), 2)]


@pytest.fixture(scope="module")
def learned() -> tuple[LexicalTable, NDArray[np.float32], Bags]:
    bags = texts()
    table, columns = fit_lexical(TOKENS, bags, targets(bags), PROJECTS, LexicalParameters(), seed=3)
    return table, columns, bags


def test_columns_tell_of_unseen_texts_what_they_were_taught(learned: tuple[LexicalTable, NDArray[np.float32], Bags]) -> None:
    table, columns, _ = learned
    assert table.width == columns.shape[1] == 3
    new = texts(9)
    number, group = targets(new, 5)
    found = table.columns(new)
    assert found.dtype == np.float32
    assert np.corrcoef(found[:, 0], number.truth)[0, 1] > 0.75
    assert np.mean((found[:, 2] > found[:, 1]) == (group.truth == 1)) > 0.8


def test_what_a_text_taught_does_not_stand_in_its_own_columns(learned: tuple[LexicalTable, NDArray[np.float32], Bags]) -> None:
    table, columns, bags = learned
    number = targets(bags)[0]
    seen, rest = np.flatnonzero(number.taught), np.flatnonzero(~number.taught)
    served = table.columns(bags)
    assert np.array_equal(columns[rest, 0], served[rest, 0])

    def fit(found: NDArray[np.float32]) -> float:
        return float(np.corrcoef(found[seen, 0], number.truth[seen])[0, 1])

    assert fit(columns) < fit(served) - 0.02  # the table remembers what it was taught; the columns that trees read do not
    noise = [Target(np.random.default_rng(4).normal(0, 1, N), np.ones(N, dtype=bool))]
    table, columns = fit_lexical(TOKENS, bags, noise, PROJECTS, LexicalParameters(), seed=3)
    assert np.corrcoef(table.columns(bags)[:, 0], noise[0].truth)[0, 1] > 0.3 > 0.15 > abs(np.corrcoef(columns[:, 0], noise[0].truth)[0, 1])


def test_the_grid_of_int16_costs_next_to_nothing(learned: tuple[LexicalTable, NDArray[np.float32], Bags]) -> None:
    table, _, bags = learned
    exact = LexicalTable(table.table, table.sizes, table.scales)
    assert np.abs(table.table).max() == 32_000 and table.sizes.min() >= 0
    coarser = LexicalTable((table.table // 2 * 2).astype(np.int16), table.sizes, table.scales)
    assert np.abs(exact.columns(bags) - coarser.columns(bags)).max() < 1e-3 * np.abs(exact.columns(bags)).max()


def test_a_text_without_tokens_has_columns_of_zero_and_padding_of_a_corpus_changes_no_row(learned: tuple[LexicalTable, NDArray[np.float32], Bags]) -> None:
    table, _, bags = learned
    assert not table.columns(bags_of([np.zeros(0, dtype=np.int32)], 60)).any()
    rows = np.asarray([5, 17, 3])
    assert np.array_equal(table.columns(bags.take(rows)), table.columns(bags)[rows])


def test_a_column_does_not_grow_with_the_length_of_a_text() -> None:
    table = LexicalTable(np.full((60, 1), 100, dtype=np.int16), np.full((60, 1), 100, dtype=np.int16), np.ones((1, 1)))
    short, long = table.columns(bags_of([np.arange(3, dtype=np.int32), np.arange(48, dtype=np.int32)], 60))[:, 0]
    assert long / short < np.sqrt(48 / 3)
