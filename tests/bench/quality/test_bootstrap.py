"""Differences and their intervals."""

from __future__ import annotations

import numpy as np

from bench.quality.bootstrap import difference, drawn_means


def test_contracts_of_one_project_are_drawn_together() -> None:
    generator = np.random.default_rng(0)
    losses = np.repeat(generator.standard_normal((50, 1)), 20, axis=0)  # twenty equal contracts a project: as sure as fifty, not as a thousand
    together = drawn_means(losses, np.repeat(np.arange(50), 20), seed=1)
    alone = drawn_means(losses, np.arange(1_000), seed=1)
    assert 3.5 < together.std() / alone.std() < 5.5
    assert abs(together.std() - losses[::20].std() / np.sqrt(50)) < 0.02


def test_every_model_sees_the_same_draw() -> None:
    losses = np.random.default_rng(0).standard_normal((200, 1))
    drawn = drawn_means(np.hstack([losses, losses + 1]), np.arange(200), seed=0, draws=100)
    assert drawn.shape == (100, 2) and np.allclose(drawn[:, 1] - drawn[:, 0], 1)


def test_the_interval_holds_the_true_difference_about_95_times_in_100() -> None:
    generator = np.random.default_rng(3)
    held = 0
    for at in range(100):
        losses = generator.standard_normal((150, 2))
        drawn = drawn_means(losses, np.arange(150), seed=at, draws=400)
        found = difference(float(losses[:, 0].mean() - losses[:, 1].mean()), drawn[:, 0] - drawn[:, 1])
        held += found.low <= 0 <= found.high
    assert 88 <= held <= 100


def test_the_same_seed_gives_the_same_draws() -> None:
    losses = np.random.default_rng(0).standard_normal((50, 2))
    assert (drawn_means(losses, np.arange(50), seed=4) == drawn_means(losses, np.arange(50), seed=4)).all()
