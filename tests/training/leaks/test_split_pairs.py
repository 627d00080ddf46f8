from __future__ import annotations

import numpy as np

from training.leaks.split_pairs import parted
from training.validation.near_duplicates import Pairs


def test_pairs_with_a_row_on_either_side_are_found_and_those_on_one_side_are_not() -> None:
    pairs = Pairs(np.asarray([0, 1, 2, 6]), np.asarray([3, 4, 5, 9]), np.ones(4))
    assert parted(pairs, train=np.asarray([0, 1, 4, 2]), test=np.asarray([3, 6])).tolist() == [0]


def test_no_pairs_are_never_parted() -> None:
    nothing = np.empty(0, dtype=np.int64)
    assert len(parted(Pairs(nothing, nothing, np.empty(0)), np.arange(3), np.arange(3, 6))) == 0
