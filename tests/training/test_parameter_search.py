from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from optuna.trial import TrialState

from tests.training.conftest import market, price_fit
from training import parameter_search, search_verdict
from training.parameter_search import FOR_IMPORTANCE, Search, open_study
from training.parameters import Parameters
from training.search_loss import Ground
from training.search_space import SPACE, Searched, searched
from training.search_verdict import judge

GROUND: Any = SimpleNamespace(cuts=(1, 2, 3))


def valley(_: object, parameters: Parameters, cuts: Sequence[object], calls: list[int] | None = None) -> Iterator[NDArray[np.float64]]:
    """A made-up loss, least at rate 0.03 and leaves 20, told in as many steps as there are cuts."""
    for step in range(len(cuts)):
        if calls is not None:
            calls.append(step)
        price = parameters.price
        yield np.full((1, 2), 0.5 + np.log(price.rate / 0.03) ** 2 + np.log(price.leaves / 20) ** 2 + 0.01 * step)


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every fit of an origin, by its step, where the loss is made up."""
    calls: list[int] = []
    monkeypatch.setattr(parameter_search, "walk", partial(valley, calls=calls))
    return calls


def search(file: Path | None = None, base: Parameters | None = None, name: str = "a") -> Search:
    base = base or Parameters(seed=4)
    return Search(open_study(name, file), GROUND, base, searched(base, 128, knows_deals=True))


def told(one: Search) -> list[tuple[TrialState, dict[str, Any], list[float] | None]]:
    return [(trial.state, trial.params, trial.values) for trial in one.trials]


def test_the_default_is_the_first_trial_and_costs_exactly_one(made_up: list[int]) -> None:
    one = search()
    one.run(1, None)
    (trial,) = one.trials
    assert trial.value == 1.0 and made_up == [0, 1, 2]
    assert trial.params == {each.name: Parameters().flat()[each.name] for each in SPACE}
    assert one.best == one.base and one.least == 1.0 and one.importances() == {}


def test_a_search_finds_the_valley_and_leaves_trials_behind_the_median_unfinished(made_up: list[int]) -> None:
    one = search()
    one.run(50, None)
    assert len({str(trial.params) for trial in one.trials}) == len(one.trials) == 50
    assert one.least < 0.8 and one.pruned > 5
    assert made_up.count(0) == 50 > made_up.count(2) == 50 - one.pruned
    assert all(len(trial.intermediate_values) < 3 for trial in one.trials if trial.state == TrialState.PRUNED)
    assert one.best.price.rate != Parameters().price.rate and one.best.price.origins == Parameters().price.origins


def test_importances_name_what_the_loss_follows(made_up: list[int]) -> None:
    one = search()
    one.run(60, None)
    assert len(one.trials) - one.pruned >= FOR_IMPORTANCE
    found = one.importances()
    assert sum(found.values()) == pytest.approx(1) and {"price.rate", "price.leaves"} & set(list(found)[:3])


def test_the_same_seed_finds_the_same_and_another_another(made_up: list[int]) -> None:
    first, again, other = search(), search(name="b"), search(base=Parameters(seed=5), name="c")
    for one in (first, again, other):
        one.run(14, None)
    assert told(first) == told(again) != told(other)


def test_an_interrupted_search_goes_on_as_if_it_had_not_been(made_up: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "deep" / "search.sqlite"
    whole = search(name="whole")
    whole.run(8, None)

    def stop(*_: object) -> Iterator[NDArray[np.float64]]:
        raise KeyboardInterrupt
        yield

    one = search(file)
    one.run(6, None)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(parameter_search, "walk", stop)
        one.run(8, None)
    killed = search(file)
    killed.study.ask()  # and one that was killed without a word
    made_up.clear()
    resumed = search(file)
    resumed.run(8, None)
    assert told(resumed) == told(whole) and made_up.count(0) == 2
    assert {trial.state for trial in resumed.study.trials} <= {TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL}


def test_no_new_trial_begins_when_the_time_is_over(made_up: list[int]) -> None:
    one = search()
    seen: list[int] = []
    one.run(100, 1e-9, lambda each: seen.append(len(each.trials)))
    assert seen == [1]
    one.run(3, 1_000.0, lambda each: seen.append(len(each.trials)))
    assert seen == [1, 1, 2, 3]


def test_a_study_says_nothing_on_its_own(made_up: list[int], capfd: pytest.CaptureFixture[str]) -> None:
    search().run(6, None)
    assert capfd.readouterr() == ("", "")


def test_a_planted_bad_default_is_improved_on_contracts(quick: Parameters, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_verdict, "SEEDS", 2)
    base = quick.updated({"price": {"rounds": 2, "quantile_rounds": 4, "rate": 0.01, "origins": 3}, "seed": 3})
    given = market(600)
    ground = Ground.of(given.inputs, given.log_price, given.inputs.years.astype(np.float64), given.projects, price_fit(base), base)
    space = (Searched("price.rounds", "few", 2, 30, log=True), Searched("price.rate", "slow", 0.01, 0.3, log=True))
    one = Search(open_study("planted", None), ground, base, space)
    one.run(4, None)
    assert one.least < 0.97
    verdict = judge(ground, base, one.best)
    assert verdict.kept and verdict.gain > 0.02 and verdict.check < 1
