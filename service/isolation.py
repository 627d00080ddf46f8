"""One row cannot fail another: a batch that the scorer refuses is halved until the culprits stand alone.

Halving costs about 2·log2(n) runs per culprit. Before it, the scorer is probed once: a scorer that fails its own self-test is broken,
and no halving will help.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from models.predictions import Predictions
from service.job import Answer, Model, Part, RowFailed, ScorerFailed
from service.logs.error_told import told_shortly
from valuation.columns_of import Subjects, laid_together
from valuation.features import Columns

Score = Callable[[Columns], Predictions]
Probe = Callable[[], None]


def score_together(model: Model, calls: Sequence[Columns | Subjects]) -> Answer:
    """The outcome of every row of all calls, in order, from one run; calls whose columns differ are not of one schema and go one by one."""
    try:
        columns = laid_together(calls)
    except ValueError:
        return tuple(part for call in calls for part in score_apart(model.score, model.self_test, laid_together([call])))
    return score_apart(model.score, model.self_test, columns)


def score_apart(score: Score, probe: Probe, columns: Columns) -> Answer:
    """The outcome of every row, in order; ScorerFailed where the scorer itself is broken."""
    try:
        return (_scored(score, columns),)
    except (ScorerFailed, MemoryError) as error:
        raise _fatal(error) from error
    except Exception as error:  # noqa: BLE001 - whatever the graph raises; the probe tells a bad row from a bad scorer
        _require(probe)
        return tuple(_halved(score, columns, error))


def _halved(score: Score, columns: Columns, error: Exception) -> list[Part]:
    if len(columns) == 1:
        return [Part(1, RowFailed(told_shortly(error)))]
    parts: list[Part] = []
    for rows in np.array_split(np.arange(len(columns)), 2):
        half = columns.take(rows)
        try:
            parts.append(_scored(score, half))
        except (ScorerFailed, MemoryError) as fatal:
            raise _fatal(fatal) from fatal
        except Exception as smaller:  # noqa: BLE001 - the culprit is in this half; go on halving
            parts.extend(_halved(score, half, smaller))
    return parts


def _scored(score: Score, columns: Columns) -> Part:
    predictions = score(columns)
    if len(predictions) != len(columns):
        raise ScorerFailed(f"{len(columns)} rows in, {len(predictions)} out")
    return Part(len(columns), predictions)


def _require(probe: Probe) -> None:
    try:
        probe()
    except Exception as error:  # any failure of the self-test means the same
        raise ScorerFailed(f"the self-test fails: {error}") from error  # golden rows alone: nobody's text


def _fatal(error: ScorerFailed | MemoryError) -> ScorerFailed:
    return error if isinstance(error, ScorerFailed) else ScorerFailed(f"out of memory: {told_shortly(error)}")
