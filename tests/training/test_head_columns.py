from __future__ import annotations

from dataclasses import replace

import numpy as np

from training.attribute_table import AttributeTable
from training.head_columns import head_columns, head_rows
from training.inputs import Inputs

N = 400
TABLE = AttributeTable(({"": 1, "a": 2}, {"": 1, "b": 2}), tuple(np.asarray([[9, 9], [one, one + 0.5], [2, 3]], dtype=np.float32) for one in (0.1, 0.2)))
"""Two categories, two targets."""


def inputs() -> Inputs:
    """Embedding of 2, two lengths and two numbers of the source's own, three supervised columns of the text."""
    categories = np.asarray([["a", "b"]] * N, dtype=object)
    number = np.arange(N, dtype=np.float32)
    bare = Inputs(np.ones((N, 2), dtype=np.float32), categories, np.column_stack([number] * 4), np.full(N, 2020.0, dtype=np.float32))
    return replace(bare, lexical=np.zeros((N, 3), dtype=np.float32), attributes=TABLE.columns(categories))


def test_a_head_reads_all_text_but_only_its_own_words_of_the_attributes() -> None:
    found = head_columns(inputs(), TABLE, 1, [1])
    # embedding 0-1, lengths 2-3, numbers 4-5, text 6-8, sums 9-10, effects of the first category 11-12, of the second 13-14
    assert found.trees.tolist() == [0, 1, 2, 3, 5, 6, 7, 8, 12, 14]
    assert found.line.tolist() == [7, 10]


def test_a_head_without_a_target_reads_the_text_alone() -> None:
    found = head_columns(inputs(), TABLE, None, [])
    assert found.trees.tolist() == [0, 1, 2, 3, 6, 7, 8] and found.line.tolist() == []


def test_without_supervised_columns_a_head_reads_embedding_and_numbers() -> None:
    bare = replace(inputs(), lexical=None, attributes=None)
    found = head_columns(bare, None, 0, [0])
    assert found.trees.tolist() == [0, 1, 2, 3, 4] and found.line.tolist() == []
    assert bare.head_rows().shape[1] == 6


def test_some_rows_are_shown_as_a_listing_that_states_no_attribute() -> None:
    given = inputs()
    found = head_rows(given, TABLE, 0.25, 1)
    assert np.array_equal(found.rows, given.head_rows())
    blind = np.isnan(found.shown[:, 4])
    assert 60 < blind.sum() < 140 and np.isnan(found.shown[blind, 5]).all()
    unstated = TABLE.columns(np.asarray([["", ""]], dtype=object))
    assert np.array_equal(found.shown[blind, 9:], np.repeat(unstated, blind.sum(), axis=0))
    assert np.array_equal(found.shown[~blind], found.rows[~blind]) and np.array_equal(found.shown[:, :4], found.rows[:, :4])


def test_nothing_is_hidden_where_nothing_is_to_be_hidden() -> None:
    assert head_rows(inputs(), TABLE, 0.0, 1).shown is not None
    bare = replace(inputs(), numbers=inputs().numbers[:, :2], attributes=None)
    both = head_rows(bare, None, 0.5, 1)
    assert both.shown is both.rows
