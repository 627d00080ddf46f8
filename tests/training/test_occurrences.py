from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from training.encoder import MAX_TOKENS
from training.occurrences import REPEATS, bags_of, occurrence_weights

TEXTS = st.lists(st.lists(st.integers(0, 6), max_size=25), min_size=1, max_size=12)


def by_hand(text: list[int]) -> dict[int, list[int]]:
    """Weight of each occurrence by token, one token after the other."""
    seen: dict[int, list[int]] = {}
    for place, token in enumerate(text):
        before = seen.setdefault(token, [])
        before.append(int(occurrence_weights()[place, min(len(before), REPEATS)]))
    return seen


def test_the_opening_counts_three_times_as_much_as_the_end_and_a_repeat_less_than_the_first() -> None:
    weights = occurrence_weights()
    assert weights.shape == (MAX_TOKENS, REPEATS + 1) and (weights[0, 0], weights[-1, 0]) == (192, 64)
    assert (np.diff(weights[:, 0]) <= 0).all() and (np.diff(weights, axis=1) < 0).all()
    assert not weights[:, REPEATS].any()


def test_sums_of_weights_stay_far_below_what_float64_holds_exactly() -> None:
    assert MAX_TOKENS * int(occurrence_weights().max()) ** 2 * 32_767 < 2**53


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_bag_holds_the_sum_of_each_tokens_weights_and_of_their_squares(texts: list[list[int]]) -> None:
    bags = bags_of([np.asarray(text, dtype=np.int32) for text in texts], 7)
    assert len(bags) == len(texts)
    for at, text in enumerate(texts):
        expected = by_hand(text)
        for token in range(7):
            assert bags.weights[at, token] == sum(expected.get(token, []))
            assert bags.squares[at, token] == sum(one**2 for one in expected.get(token, []))


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_a_bag_does_not_depend_on_its_neighbours(texts: list[list[int]]) -> None:
    ids = [np.asarray(text, dtype=np.int32) for text in texts]
    whole = bags_of(ids, 7)
    for at, one in enumerate(ids):
        alone = bags_of([one], 7)
        assert (alone.weights != whole.take(np.asarray([at])).weights).nnz == 0


def test_no_texts_make_no_bags() -> None:
    assert len(bags_of([], 5)) == 0
