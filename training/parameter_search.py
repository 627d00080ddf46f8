"""The search itself: Optuna proposes, origins judge one after the other, and a trial that is behind the median of the others is not fitted further.

A proposal follows from the seed and the trials finished before it alone, so an interrupted search goes on as if it had not been, and the same seed finds
the same. Source: Akiba et al. 2019, Optuna; Bergstra et al. 2011 for the tree-structured Parzen estimator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import numpy as np
import optuna
from numpy.typing import NDArray
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.pruners import MedianPruner
from optuna.samplers import TPESampler
from optuna.study import Study
from optuna.trial import FrozenTrial, Trial, TrialState, create_trial

from training.parameters import Parameters
from training.search_loss import Ground, relative, walk
from training.search_space import Searched, changed, is_whole

Array = NDArray[np.float64]

RANDOM_TRIALS = 10
"""Trials before the estimator begins to guess where the good ones lie."""
BEFORE_PRUNING = 4
"""Trials that must be finished before any is pruned."""
FOR_IMPORTANCE = 20
"""Finished trials below which importances would be chance."""
FIGURES = "figures"
DONE = (TrialState.COMPLETE, TrialState.PRUNED)

optuna.logging.set_verbosity(optuna.logging.ERROR)


def open_study(name: str, file: Path | None) -> Study:
    """The study of that name in an SQLite file, made if it is not there; in memory where there is no file."""
    storage = None
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        storage = f"sqlite:///{file.resolve()}"
    pruner = MedianPruner(n_startup_trials=BEFORE_PRUNING)
    return optuna.create_study(storage=storage, study_name=name, direction="minimize", pruner=pruner, load_if_exists=True)


@dataclass(frozen=True)
class Search:
    """One search: `base` are the parameters that everything is measured against, and its first trial."""

    study: Study
    ground: Ground
    base: Parameters
    space: tuple[Searched, ...]

    def run(self, trials: int, seconds: float | None, told: Callable[[Search], None] = lambda _: None) -> None:
        """Goes on until `trials` are finished, those of earlier runs counted, or `seconds` have passed and the trial under way is finished.

        `told` is called after each; the first, with the parameters as they are, is always made.
        """
        started = monotonic()
        for left in self.study.get_trials(deepcopy=False, states=(TrialState.RUNNING,)):  # by a run that was killed
            self.study.tell(left.number, state=TrialState.FAIL)
        if not self.trials:
            self._begin()
        told(self)
        while len(self.trials) < trials and (seconds is None or monotonic() - started < seconds):
            self.study.sampler = TPESampler(seed=self.base.seed + len(self.trials), multivariate=True, n_startup_trials=RANDOM_TRIALS)
            trial = self.study.ask(self._distributions)
            try:
                self._judge(trial)
            except BaseException:  # an interruption too: the trial is no result
                self.study.tell(trial, state=TrialState.FAIL)
                raise
            told(self)

    @property
    def trials(self) -> list[FrozenTrial]:
        """The finished ones, pruned or not."""
        return self.study.get_trials(deepcopy=False, states=DONE)

    @property
    def pruned(self) -> int:
        """How many were not fitted to the end."""
        return sum(trial.state == TrialState.PRUNED for trial in self.trials)

    @property
    def best(self) -> Parameters:
        """The parameters of the trial that cost least; `base` itself where none was better."""
        return changed(self.base, self.study.best_trial.params)

    @property
    def least(self) -> float:
        """What that trial cost; the default costs 1."""
        return float(self.study.best_trial.values[0])

    def importances(self) -> dict[str, float]:
        """How much each parameter told good trials from bad ones, all together 1; empty where too few trials were finished."""
        if len(self.trials) - self.pruned < FOR_IMPORTANCE:
            return {}
        return optuna.importance.get_param_importances(self.study)

    def _begin(self) -> None:
        figures = list(walk(self.ground, self.base, self.ground.cuts))
        flat = self.base.flat()
        self.study.add_trial(
            create_trial(
                params={one.name: flat[one.name] for one in self.space},
                distributions=self._distributions,
                value=1.0,
                intermediate_values=dict.fromkeys(range(len(figures)), 1.0),
                user_attrs={FIGURES: [one.tolist() for one in figures]},
            )
        )

    def _judge(self, trial: Trial) -> None:
        losses: list[float] = []
        for step, figures in enumerate(walk(self.ground, changed(self.base, trial.params), self.ground.cuts)):
            losses.append(relative(figures, self._reference[step]))
            trial.report(float(np.mean(losses)), step)
            if step + 1 < len(self.ground.cuts) and trial.should_prune():
                self.study.tell(trial, state=TrialState.PRUNED)
                return
        self.study.tell(trial, float(np.mean(losses)))

    @property
    def _reference(self) -> Sequence[Array]:
        return [np.asarray(one) for one in self.trials[0].user_attrs[FIGURES]]

    @property
    def _distributions(self) -> dict[str, BaseDistribution]:
        return {one.name: _distribution(one) for one in self.space}


def _distribution(one: Searched) -> BaseDistribution:
    if one.choices:
        return CategoricalDistribution(one.choices)
    if is_whole(one.name):
        return IntDistribution(round(one.low), round(one.high), log=one.log)
    return FloatDistribution(one.low, one.high, log=one.log)
