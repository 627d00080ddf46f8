"""The side-by-side table: every model's figures on every split and on their mean, each with its difference to this pipeline.

All models are judged on the same contracts: those that the pipeline answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from bench.quality.answers import Answers
from bench.quality.bootstrap import Difference, difference, drawn_means
from bench.quality.contracts import Contracts
from bench.quality.figures import Figures, figures, inside
from bench.quality.pipeline import KEY
from training.price_losses import winkler

MEAN = "mean over the splits"
RAW, RAW_NAME = "-raw", ", raw quantiles"


@dataclass(frozen=True)
class SplitAnswers:
    """One split: its name, the number of contracts that taught, those asked, and each model's answers by its key, the pipeline's among them."""

    name: str
    taught: int
    asked: Contracts
    answers: Mapping[str, Answers]


@dataclass(frozen=True)
class Row:
    """One model on one split. The differences are the pipeline's figure minus the model's: below 0 the pipeline is better; None for the pipeline itself."""

    key: str
    figures: Figures
    rmse_difference: Difference | None = None
    winkler_difference: Difference | None = None


@dataclass(frozen=True)
class Segment:
    """The pipeline's coverage where a segment column has one value; n contracts."""

    column: str
    value: str
    n: int
    cover90: float


@dataclass(frozen=True)
class Table:
    """A split, or the mean over all; n contracts judged, `answered` their share of those asked. `segments` is empty for the mean."""

    name: str
    taught: int
    n: int
    answered: float
    rows: tuple[Row, ...]
    segments: tuple[Segment, ...] = ()

    def row(self, key: str) -> Row:
        """The row of a model; KeyError where the table has none."""
        return {row.key: row for row in self.rows}[key]

    def rivals(self, *, raw: bool = False) -> list[Row]:
        """All rows but the pipeline's own; those of raw quantiles only on request."""
        return [row for row in self.rows if row.key != KEY and (raw or not row.key.endswith(RAW))]


def compare(splits: Sequence[SplitAnswers], seed: int = 0) -> tuple[Table, ...]:
    """A table for each split and, where there are several, one of their mean over the models that all of them have."""
    judged = [_judge(split, seed + at) for at, split in enumerate(splits)]
    tables = [table for table, _, _ in judged]
    return tuple(tables) if len(tables) < 2 else (*tables, _mean(judged))


_Drawn = dict[str, NDArray[np.float64]]


def _judge(split: SplitAnswers, seed: int) -> tuple[Table, _Drawn, _Drawn]:
    """The split's table, and each model's RMSE and Winkler score in every draw."""
    rows = split.answers[KEY].answered
    asked = split.asked.take(rows)
    truth = asked.log_price
    models = {key: (each.mean[rows], each.quantiles[rows]) for key, each in _with_raw(split.answers).items()}
    squared = np.column_stack([(mean - truth) ** 2 for mean, _ in models.values()])
    scores = np.column_stack([winkler(truth, quantiles[:, 0], quantiles[:, -1]) for _, quantiles in models.values()])
    drawn = drawn_means(np.hstack([squared, scores]), asked.projects, seed)
    rmse = dict(zip(models, np.sqrt(drawn[:, : len(models)]).T, strict=True))
    score = dict(zip(models, drawn[:, len(models) :].T, strict=True))
    found = {key: figures(truth, *model) for key, model in models.items()}
    table = Table(split.name, split.taught, len(asked), float(rows.mean()), _rows(found, rmse, score), _segments(asked, models[KEY][1]))
    return table, rmse, score


def _with_raw(answers: Mapping[str, Answers]) -> dict[str, Answers]:
    """The models, and after each that has quantiles of its own a second one that shows these instead of the conformal ones."""
    found: dict[str, Answers] = {}
    for key, each in answers.items():
        found[key] = each
        if len(each.raw):
            found[key + RAW] = replace(each, quantiles=each.raw)
    return found


def _rows(found: Mapping[str, Figures], rmse: _Drawn, score: _Drawn) -> tuple[Row, ...]:
    own = found[KEY]
    return tuple(
        Row(key, each)
        if key == KEY
        else Row(
            key,
            each,
            difference(own.rmse - each.rmse, rmse[KEY] - rmse[key]),
            difference(own.winkler90 - each.winkler90, score[KEY] - score[key]),
        )
        for key, each in found.items()
    )


def _segments(asked: Contracts, quantiles: NDArray[np.float64]) -> tuple[Segment, ...]:
    held = inside(asked.log_price, quantiles)
    found = []
    for column in asked.segments:
        values = asked.categories[:, column]
        for value in sorted(set(values.tolist())):
            here = values == value
            found.append(Segment(asked.names[column], value or "unknown", int(here.sum()), float(held[here].mean())))
    return tuple(found)


def _mean(judged: Sequence[tuple[Table, _Drawn, _Drawn]]) -> Table:
    tables = [table for table, _, _ in judged]
    keys = [row.key for row in tables[0].rows if all(row.key in {one.key for one in table.rows} for table in tables)]
    found = {key: _mean_figures([table.row(key).figures for table in tables]) for key in keys}
    rmse = {key: np.mean([drawn[key] for _, drawn, _ in judged], axis=0) for key in keys}
    score = {key: np.mean([drawn[key] for _, _, drawn in judged], axis=0) for key in keys}
    n = sum(table.n for table in tables)
    return Table(MEAN, max(table.taught for table in tables), n, n / sum(table.n / table.answered for table in tables), _rows(found, rmse, score))


def _mean_figures(each: Sequence[Figures]) -> Figures:
    return Figures(**{one.name: float(np.mean([getattr(found, one.name) for found in each])) for one in fields(Figures)})
