from __future__ import annotations

import numpy as np
import pytest

from training.paired_bootstrap import paired_difference


def test_equal_losses_differ_by_nothing() -> None:
    losses = np.random.default_rng(0).random(500)
    found = paired_difference(losses, losses, np.arange(500), seed=1)
    assert (found.mean, found.low, found.high) == (0.0, 0.0, 0.0)


def test_the_interval_is_that_of_the_mean_where_every_contract_stands_alone() -> None:
    generator = np.random.default_rng(2)
    a, b = generator.normal(1.0, 1.0, 2_000), generator.normal(0.9, 1.0, 2_000)
    found = paired_difference(a, b, np.arange(2_000), seed=3)
    error = np.std(a - b, ddof=1) / np.sqrt(2_000)
    assert found.mean == pytest.approx(np.mean(a - b))
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.08)
    assert found.low < found.mean < found.high


def test_contracts_of_one_project_count_as_one_witness() -> None:
    generator = np.random.default_rng(4)
    own = np.repeat(generator.normal(0, 1, 100), 20)
    zero = np.zeros(2_000)
    apart = paired_difference(own, zero, np.arange(2_000), seed=5)
    together = paired_difference(own, zero, np.repeat(np.arange(100), 20), seed=5)
    assert (together.high - together.low) > 3 * (apart.high - apart.low)


def test_the_same_seed_gives_the_same_interval_whatever_the_projects_are_called() -> None:
    generator = np.random.default_rng(6)
    a, b, projects = generator.random(300), generator.random(300), generator.integers(0, 50, 300)
    assert paired_difference(a, b, projects, seed=7) == paired_difference(a, b, projects * 1_000 + 13, seed=7)
    assert paired_difference(a, b, projects, seed=7) != paired_difference(a, b, projects, seed=8)


def test_many_projects_need_no_more_memory_than_few(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = np.random.default_rng(9)
    a, b = generator.random(1_000), generator.random(1_000)
    whole = paired_difference(a, b, np.arange(1_000), seed=1, draws=64)
    monkeypatch.setattr("training.paired_bootstrap._BLOCK", 2_000)  # two draws at a time
    assert paired_difference(a, b, np.arange(1_000), seed=1, draws=64).mean == whole.mean


def test_nothing_to_compare_on_is_an_error() -> None:
    with pytest.raises(ValueError, match="no contract"):
        paired_difference(np.empty(0), np.empty(0), np.empty(0, dtype=np.int64), seed=1)
