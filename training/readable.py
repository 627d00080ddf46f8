"""Which attributes may tell a label: those that a listing knows, that every source which teaches it states, and that are not the label itself once more.

The label's own column may be an attribute of the price (a phase, a stage); read by the head that is to tell it, it would be repeated and nothing learned.
The same holds under another name, so an attribute that tells nearly all of a label is left out whatever it is called.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.tables.mapping import Mapping
from training.corpus import Corpus
from training.leaks.closeness import rank_correlation
from training.lexical_fit import Target
from training.numbering import numbered

RESTATED = 0.8
"""Share of a label's variance from which an attribute alone tells is the label under another name; experts' noise alone keeps honest ones below."""
FEW = 10
"""Rows a value at least, on average, for a category to be judged so: of fewer, chance tells everything."""


def readable(corpus: Corpus, target: Target, names: Sequence[str]) -> list[int]:
    """Positions of those of `names` that may tell a target."""
    teaching = [corpus.tables[at].source for at in np.unique(corpus.source[target.taught])]
    stated = [_stated(source) for source in teaching]
    return [at for at, name in enumerate(names) if stated and all(name in one for one in stated) and not _restates(corpus, target, name)]


def _stated(source: Mapping) -> set[str]:
    """What the source knows at listing, less what it reads from a column of its labels."""
    labels = {use.column for use in source.labels() if use.path.startswith(("maturity.", "values."))}
    own = {use.path.split(".")[1] for use in source.inputs() if use.path.startswith("attributes.") and use.column in labels}
    return {*source.categories, *source.numbers} - set(source.unknown_at_listing) - own


def _restates(corpus: Corpus, target: Target, name: str) -> bool:
    truth = target.truth[target.taught]
    if name in corpus.schema.numbers:
        values = corpus.columns.numbers[name][target.taught]
        known = np.isfinite(values)
        varies = known.sum() > FEW and np.ptp(values[known]) > 0 and np.ptp(truth[known]) > 0
        return bool(varies and rank_correlation(values[known], truth[known]) ** 2 > RESTATED)
    return _told_by(np.asarray(corpus.columns.categories[name], dtype=object)[target.taught], truth) > RESTATED


def _told_by(values: NDArray[np.object_], truth: NDArray[np.float64]) -> float:
    """Share of the variance that lies between the values (n,); 0 where they are too many to say."""
    known, rows = numbered(values)
    if len(known) * FEW > len(truth) or np.ptp(truth) == 0:
        return 0.0
    counts = np.bincount(rows)
    means = np.bincount(rows, truth) / counts
    return float(((means[rows] - truth.mean()) ** 2).mean() / truth.var())
