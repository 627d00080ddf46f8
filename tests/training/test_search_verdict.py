from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from training import search_verdict
from training.parameters import Parameters
from training.search_verdict import SEEDS, Verdict, fits, judge

YEARS = (2017.0, 2018.0, 2019.0)


def figures(*by_seed: float, check: float = 1.0) -> NDArray[np.float64]:
    """Pinball and RMSE of two views at three origins, the last the check, a factor for each seed."""
    usual = np.asarray([0.2, 0.9]) * np.asarray([[[1.0], [1.1]], [[1.2], [1.3]], [[0.9], [1.0]]])
    return np.asarray([usual * np.asarray([seed, seed, check])[:, None, None] for seed in by_seed])


def verdict(*by_seed: float, check: float = 0.99) -> Verdict:
    return Verdict(YEARS, figures(0.99, 1.0, 1.01), figures(*by_seed, check=check))


def test_gain_is_the_mean_over_seeds_and_choosing_origins_and_the_check_stands_apart() -> None:
    found = verdict(0.93, 0.95, 0.97, check=0.9)
    assert found.gain == pytest.approx(0.05) and found.noise == pytest.approx(0.02) and found.check == pytest.approx(0.9)
    assert found.by_origin == pytest.approx([0.95, 0.95, 0.9]) and found.kept


def test_a_gain_within_the_spread_of_the_seeds_is_not_kept() -> None:
    found = verdict(0.98, 0.985, 0.99)
    assert not found.kept and found.told.startswith("no more than noise: 1.50% less loss") and "over these seeds is 2.00%" in found.told


def test_a_loss_at_the_newest_origin_speaks_against_any_gain() -> None:
    found = verdict(0.8, 0.8, 0.8, check=1.001)
    assert not found.kept and found.told.startswith("the newest origin speaks against it: 20.00% less loss") and "2019" in found.told


def test_what_turns_out_worse_is_said_to_be_worse() -> None:
    assert "3.00% more loss" in verdict(1.03, 1.03, 1.03).told


def test_the_default_itself_is_never_kept_as_a_finding() -> None:
    found = Verdict(YEARS, figures(0.99, 1.0, 1.01), figures(0.99, 1.0, 1.01))
    assert not found.kept and found.told == "no trial cost less than the default, whose own spread over 3 seeds is 2.00%"
    same = figures(1.0, 1.0, 1.0)
    assert not Verdict(YEARS, same, same).kept


def test_both_are_fitted_with_the_same_seeds_on_all_origins_and_the_default_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int, tuple[Any, ...]]] = []
    ground: Any = SimpleNamespace(cuts=(SimpleNamespace(year=2018.0), SimpleNamespace(year=2017.0)), check=SimpleNamespace(year=2019.0))

    def walk(_: object, parameters: Parameters, cuts: tuple[Any, ...]) -> list[NDArray[np.float64]]:
        asked.append((parameters.seed, parameters.price.rounds, cuts))
        return list(np.ones((3, 1, 2)))

    monkeypatch.setattr(search_verdict, "walk", walk)
    base = Parameters(seed=2**31 - 1)
    found = base.updated({"price": {"rounds": 9}})
    done: list[None] = []
    told = judge(ground, base, found, lambda: done.append(None))
    assert [(seed, rounds) for seed, rounds, _ in asked] == [(seed, rounds) for rounds in (base.price.rounds, 9) for seed in (2**31 - 1, 0, 1)]
    assert all(cuts == (*ground.cuts, ground.check) for _, _, cuts in asked) and told.years == YEARS
    assert len(done) == fits(base, found) == 2 * SEEDS
    asked.clear()
    assert not judge(ground, base, base).kept and len(asked) == fits(base, base) == SEEDS
