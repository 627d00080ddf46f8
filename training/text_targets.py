"""What is to be told from text: the labels of a corpus as targets of linear models, and in which supervised columns they come to stand.

Maturity and scores teach from the projects that their heads learn from, so that both are judged on the same unseen ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.corpus import Corpus
from training.held_out import held_out
from training.lexical_fit import Target
from training.parameters import Parameters
from training.signal_head import classes_of
from valuation.five_values import VALUES


@dataclass(frozen=True)
class TextTargets:
    """`targets` in the order of their columns; `signals`: the columns of the classes, None where there are too few labels for them."""

    targets: tuple[Target, ...]
    signals: slice | None


def text_targets(corpus: Corpus, parameters: Parameters) -> TextTargets:
    """A number for maturity (the middle of its range) and for each value's score, and the classes of the dominant value; those that have enough labels."""
    seen = ~held_out(corpus.projects, parameters.seed)
    numbers = [Target(corpus.levels.mean(axis=1), (corpus.levels[:, 0] > 0) & seen)]
    numbers += [Target(np.nan_to_num(corpus.scores[:, at]), np.isfinite(corpus.scores[:, at]) & seen) for at in range(len(VALUES))]
    targets = [target for target in numbers if target.taught.sum() >= parameters.values.least_rows and np.ptp(target.truth[target.taught]) > 0]
    classes = classes_of(corpus.dominant, parameters.values.least_rows)
    if not classes:
        return TextTargets(tuple(targets), None)
    truth = np.asarray([classes.index(one) if one in classes else -1 for one in corpus.dominant])
    whole = (*targets, Target(truth.astype(np.float64), truth >= 0, len(classes)))
    return TextTargets(whole, slice(len(targets), len(targets) + len(classes)))
