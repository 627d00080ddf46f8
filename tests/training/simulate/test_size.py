from __future__ import annotations

import numpy as np
import pytest

from training.simulate.size import SizeLaw

LAW = SizeLaw(spread=1.4, splice=0.945, alpha=0.88, reach=6.0)
CHANCE = (np.arange(400_000) + 0.5) / 400_000


def test_its_mean_is_that_of_its_quantiles():
    assert np.exp(LAW.quantile(CHANCE)).mean() == pytest.approx(LAW.mean_exp(), rel=0.01)
    steep = SizeLaw(spread=1.9, splice=0.97, alpha=1.0, reach=6.0)
    assert np.exp(steep.quantile(CHANCE)).mean() == pytest.approx(steep.mean_exp(), rel=0.01)


def test_the_body_is_normal_and_the_tail_a_cut_pareto():
    found = LAW.quantile(CHANCE)
    assert (np.diff(found) > 0).all()
    body = found[: int(0.5 * len(found))]
    assert body[-1] == pytest.approx(0.0, abs=1e-4) and found[int(0.1587 * len(found))] == pytest.approx(-1.4, abs=0.01)
    splice = LAW.quantile(np.asarray([0.945]))[0]
    assert found.max() <= splice + 6.0
    assert (found > splice + 2).mean() / (found > splice + 1).mean() == pytest.approx(np.exp(-0.88), abs=0.02)
