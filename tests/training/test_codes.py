from __future__ import annotations

import tracemalloc

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from training.codes import SHRINKAGE, fit_codes


def column(*values: str) -> np.ndarray:
    return np.asarray(values, dtype=object)


def test_values_are_ordered_by_their_mean() -> None:
    values = column(*["low"] * 30, *["high"] * 30, *["middle"] * 30)
    codes = fit_codes(values, np.repeat([-1.0, 1.0, 0.2], 30), 5)
    assert codes.codes["low"] < codes.codes["middle"] < codes.codes["high"]


def test_a_handful_of_rows_counts_less_than_many() -> None:
    values = column(*["many"] * 200, *["few"] * 6, *["base"] * 200)
    codes = fit_codes(values, np.concatenate([np.full(200, 1.0), np.full(6, 1.5), np.full(200, -1.0)]), 5)
    assert codes.codes["few"] < codes.codes["many"]


def test_rare_values_and_values_never_seen_share_one_rank() -> None:
    values = column(*["often"] * 50, "rare", "rarer", *["common"] * 50)
    codes = fit_codes(values, np.concatenate([np.zeros(50), [4.0, -2.0], np.ones(50)]), 5)
    assert set(codes.codes) == {"often", "common"}
    assert codes.other not in codes.codes.values()


def test_a_value_seen_just_often_enough_has_a_rank_of_its_own() -> None:
    codes = fit_codes(column(*["a"] * 5, *["b"] * 4), np.arange(9.0), 5)
    assert set(codes.codes) == {"a"}


def test_ranks_do_not_depend_on_where_prices_begin() -> None:
    values = column(*["few and dear"] * 6, *["many"] * 100, *["cheap"] * 6, "rare")
    target = np.concatenate([np.full(6, 2.0), np.full(100, 1.0), np.full(6, 0.0), [5.0]])
    for shift in (-100.0, 100.0):
        assert fit_codes(values, target + shift, 5) == fit_codes(values, target, 5)


def test_an_unknown_value_is_a_value_of_its_own() -> None:
    codes = fit_codes(column(*[""] * 40, *["a"] * 40), np.repeat([2.0, 0.0], 40), 5)
    assert codes.codes[""] > codes.codes["a"]


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.floats(-5, 5)), min_size=1, max_size=80), st.integers(1, 10))
@settings(max_examples=60, deadline=None)
def test_ranks_follow_the_shrunk_means(rows: list[tuple[str, float]], minimum: int) -> None:
    values, target = column(*(value for value, _ in rows)), np.round(np.asarray([price for _, price in rows]), 3)
    codes = fit_codes(values, target, minimum)
    ranks = [*codes.codes.values(), codes.other]
    assert sorted(ranks) == list(range(len(ranks)))
    means = {value: (target[values == value] - target.mean()).sum() / ((values == value).sum() + SHRINKAGE) for value in codes.codes}
    for left in means:
        for right in means:
            assert codes.codes[left] < codes.codes[right] or means[left] >= means[right] - 1e-9
    assert all((values == value).sum() >= minimum for value in codes.codes)


def test_values_that_differ_in_a_trailing_nul_alone_stay_apart() -> None:
    codes = fit_codes(column(*["a"] * 30, *["a\x00"] * 30, *["\x00"] * 30), np.repeat([0.0, 1.0, 2.0], 30), 5)
    assert codes.codes["a"] < codes.codes["a\x00"] < codes.codes["\x00"]


def test_one_long_value_costs_its_length_once() -> None:
    values = column(*["a", "b"] * 2_000, "x" * 100_000)
    tracemalloc.start()
    fit_codes(values, np.zeros(len(values)), 5)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000  # 1.6 GB as an array of fixed width
