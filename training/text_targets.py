"""What is to be told from text and attributes: the labels of a corpus as targets of linear models, and in which supervised columns they come to stand.

A score is told by its rank among the scores, less what was usual in its year: of a grade, the step from the usual one to the next says most, and years differ
in how freely they praise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from training.corpus import Corpus
from training.lexical_fit import Target
from training.parameters import Parameters
from training.signal_head import classes_of
from valuation.features import decimal_years
from valuation.five_values import VALUES

MATURITY = "maturity"
YEARLY = 10.0
"""Scores at which a year's own mean counts half."""


@dataclass(frozen=True)
class TextTargets:
    """`targets` in the order of their columns; `names` of those that are numbers, which come first; `signals`: the columns of the classes, None where there
    are too few labels for them.
    """

    targets: tuple[Target, ...]
    names: tuple[str, ...]
    signals: slice | None

    @property
    def numbers(self) -> tuple[Target, ...]:
        """Those that are numbers."""
        return self.targets[: len(self.names)]

    def at(self, name: str) -> int | None:
        """The column of `maturity` or of a value; None where it has none."""
        return self.names.index(name) if name in self.names else None


def text_targets(corpus: Corpus, parameters: Parameters) -> TextTargets:
    """A number for maturity (the middle of its range) and for each value's score, and the classes of the dominant value; those that have enough labels."""
    years = np.floor(decimal_years(corpus.columns.dates))
    offered = [(MATURITY, Target(corpus.levels.mean(axis=1), corpus.levels[:, 0] > 0))]
    offered += [(value, _score(corpus.scores[:, at], years)) for at, value in enumerate(VALUES)]
    taken = [(name, one) for name, one in offered if one.taught.sum() >= parameters.values.least_rows and np.ptp(one.truth[one.taught]) > 0]
    names, targets = tuple(name for name, _ in taken), tuple(_standard(one) for _, one in taken)
    classes = classes_of(corpus.dominant, parameters.values.least_rows)
    if not classes:
        return TextTargets(targets, names, None)
    truth = np.asarray([classes.index(one) if one in classes else -1 for one in corpus.dominant])
    whole = (*targets, Target(truth.astype(np.float64), truth >= 0, len(classes)))
    return TextTargets(whole, names, slice(len(targets), len(targets) + len(classes)))


def _standard(target: Target) -> Target:
    """The same in standard deviations from its mean, so that what is told of it is too."""
    known = target.truth[target.taught]
    return Target(np.where(target.taught, (target.truth - known.mean()) / known.std(), 0.0), target.taught)


def _score(score: NDArray[np.float64], years: NDArray[np.float64]) -> Target:
    """Ranks between 0 and 1, years of known scores alike in the mean."""
    taught = np.isfinite(score)
    truth = np.zeros(len(score))
    if taught.any():
        truth[taught] = (rankdata(score[taught]) - 0.5) / taught.sum()
    for year in np.unique(years[taught & np.isfinite(years)]):
        rows = taught & (years == year)
        truth[rows] -= (truth[rows] - 0.5).sum() / (rows.sum() + YEARLY)
    return Target(truth, taught)
