"""Texts of impact: the partition, the rival, the target."""

from __future__ import annotations

import numpy as np

from bench.quality.impact import WITHHELD, Partition, default_regression, impact_targets, tuned_regression, withheld


def test_a_group_is_withheld_whole_and_the_same_way_everywhere() -> None:
    groups = [f"g{at // 3}" for at in range(3_000)]
    found = withheld(groups, 1)
    assert (found.reshape(-1, 3) == found.reshape(-1, 3)[:, :1]).all()
    assert abs(found.mean() - WITHHELD) < 0.05
    assert withheld(["a", "b", "c", "d", "e", "f"], 1).tolist() == withheld(["a", "b", "c", "d", "e", "f"], 1).tolist()


def test_another_salt_withholds_others() -> None:
    groups = [f"g{at}" for at in range(1_000)]
    assert 0.3 < np.mean(withheld(groups, 1) != withheld(groups, 2)) < 0.55


def test_both_regressions_learn_from_words() -> None:
    generator = np.random.default_rng(0)
    labels = generator.choice(["economic", "social"], 120)
    words = {"economic": "jobs sales revenue firm", "social": "health school policy charity"}
    texts = np.asarray([" ".join(generator.permutation([*words[label].split()[:3], "impact", "study"])) for label in labels], dtype=object)
    for regression in (default_regression, tuned_regression):
        assert np.mean(regression(texts[:90], labels[:90], texts[90:]) == labels[90:]) == 1


def test_ten_percent_fewer_errors_over_all_partitions_are_asked_for() -> None:
    given = [Partition(1, 400, 40, 60, 45), Partition(2, 400, 50, 40, 55)]
    default, tuned = impact_targets(given)
    assert default.holds and default.found == "90 against 100 errors in 800 texts: -10.0%" and tuned.holds
    assert not impact_targets([*given, Partition(3, 400, 1, 0, 0)])[0].holds
