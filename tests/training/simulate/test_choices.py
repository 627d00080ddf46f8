from __future__ import annotations

import numpy as np
import pytest

from training.simulate.choices import choices, draw_by, effect_by, effect_of

THREE = choices(a=(3.0, 0.5), b=(1.0, -0.5))


def test_values_are_drawn_at_their_shares():
    drawn = THREE.draw(np.random.default_rng(1).random(20_000))
    assert (drawn == "a").mean() == pytest.approx(0.75, abs=0.02)


def test_a_category_spreads_prices_and_leaves_the_mean_where_it_is():
    drawn = THREE.draw((np.arange(4_000) + 0.5) / 4_000)
    assert np.exp(THREE.effect(drawn)).mean() == pytest.approx(1.0, abs=1e-9)
    assert np.ptp(THREE.effect(drawn)) == pytest.approx(1.0)


def test_a_value_without_an_effect_adds_nothing():
    assert effect_of(np.asarray(["a", "b", "a"]), {"a": 0.5}).tolist() == [0.5, 0.0, 0.5]


def test_each_row_is_drawn_and_priced_by_its_own_key():
    keys = np.asarray(["x", "y", "z"])
    options = {"x": choices(a=(1.0, 0.0)), "y": THREE}
    drawn = draw_by(keys, options, np.asarray([0.9, 0.9, 0.9]))
    assert drawn.tolist() == ["a", "b", ""]
    assert effect_by(keys, options, drawn).tolist() == pytest.approx([0.0, THREE.effect(np.asarray(["b"]))[0], 0.0])
