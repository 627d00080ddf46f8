from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.leaks.closeness import banded, correlation_within, explained_by_others, group_ranks, log_correlation, middle_ranks, rank_correlation

GENERATOR = np.random.default_rng(0)
N = 600
LOG_PRICE = GENERATOR.normal(12, 1, N)


def test_rank_correlation_sees_order_alone_and_shares_ties() -> None:
    assert rank_correlation(LOG_PRICE, np.exp(LOG_PRICE)) == pytest.approx(1.0)
    assert rank_correlation(np.asarray([1.0, 1.0, 2.0, 3.0]), np.asarray([1.0, 2.0, 3.0, 4.0])) == pytest.approx(0.9486833)
    assert np.isnan(rank_correlation(np.ones(5), LOG_PRICE[:5]))


def test_middle_ranks_share_the_middle() -> None:
    assert middle_ranks(np.asarray([3.0, 1.0, 3.0, 2.0])).tolist() == [3.5, 1.0, 3.5, 2.0]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-5, 5)), min_size=1, max_size=40))
def test_group_ranks_are_the_ranks_within_each_group(rows: list[tuple[int, int]]) -> None:
    groups, values = np.asarray([row[0] for row in rows]), np.asarray([float(row[1]) for row in rows])
    found = group_ranks(values, groups)
    for group in set(groups.tolist()):
        own = groups == group
        assert found[own] == pytest.approx((middle_ranks(values[own]) - 0.5) / own.sum() - 0.5)


def test_correlation_within_groups_ignores_what_lies_between_them() -> None:
    groups = np.arange(N) % 6
    assert correlation_within(np.exp(LOG_PRICE) * 10.0**groups, LOG_PRICE, groups) == pytest.approx(1.0)
    assert abs(correlation_within(groups + GENERATOR.normal(0, 1e-3, N), LOG_PRICE + 9 * groups, groups)) < 0.2
    assert np.isnan(correlation_within(LOG_PRICE, LOG_PRICE, np.arange(N)))


def test_logarithms_bear_noise_on_ties_and_need_positive_values() -> None:
    fixed = np.where(np.arange(N) % 2, 11.0, 13.0)
    noisy = np.exp(fixed + GENERATOR.normal(0, 0.05, N))
    assert log_correlation(noisy, fixed) > 0.99 > abs(rank_correlation(noisy, fixed))
    assert log_correlation(-noisy, fixed) == 0.0 and log_correlation(np.ones(N), fixed) == 0.0


def test_values_that_never_repeat_explain_nothing() -> None:
    assert explained_by_others(np.asarray([f"id {at}" for at in range(N)], dtype=object), LOG_PRICE) == 0.0


def test_bands_that_do_not_overlap_explain_all_that_bands_can() -> None:
    band = np.searchsorted(np.quantile(LOG_PRICE, [0.2, 0.5, 0.9]), LOG_PRICE)
    names = np.asarray([f"b{at}" for at in band], dtype=object)
    assert banded(names, LOG_PRICE) == pytest.approx(1.0, abs=1e-4)
    shuffled = names.copy()
    shuffled[:60] = GENERATOR.permutation(shuffled[:60])
    assert banded(shuffled, LOG_PRICE) < 0.98
    assert banded(names, band.astype(float)) == 0.0 and banded(np.where(band > 1, "x", "y").astype(object), LOG_PRICE) == 0.0
