"""The comparison on prices: the table cut in time, every model on every split, one after the other on the whole machine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bench.quality.answers import Answers
from bench.quality.comparison import SplitAnswers, Table, compare
from bench.quality.contracts import read_contracts
from bench.quality.pipeline import KEY, NAME, pipeline_answers
from bench.quality.rivals import rival_answers
from bench.quality.roster import Rival
from bench.quality.splits import Split, SplitTables, write_split
from bench.quality.targets import Target, cost_targets, price_targets
from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from models.tables.read import read_table


class OwnAnswers(Protocol):
    """The pipeline's answers for the m `rows` of the table asked."""

    def __call__(self, source: Path, tables: SplitTables, rows: NDArray[np.int64], store: Path, work: Path, params: Path | None = None) -> Answers: ...


@dataclass(frozen=True)
class PriceTask:
    """A Parquet table with its mapping file, the splits in time, the rivals, and the pipeline's parameters where they are not its own.

    `own` runs the pipeline; tests put something quicker in its place.
    """

    data: Path
    source: Path
    splits: tuple[Split, ...]
    rivals: tuple[Rival, ...]
    params: Path | None = None
    own: OwnAnswers = pipeline_answers


@dataclass(frozen=True)
class Spending:
    """What a model cost on a split: seconds of wall and processor time of the whole training, of its one fit (NaN: not told apart), peak memory in GiB."""

    key: str
    split: str
    wall: float
    cpu: float
    fit: float
    memory: float
    cached: bool


@dataclass(frozen=True)
class PriceComparison:
    """Tables of figures, what each model cost, the targets."""

    tables: tuple[Table, ...]
    spendings: tuple[Spending, ...]
    targets: tuple[Target, ...]


def compare_prices(task: PriceTask, store: Path, told: Callable[[str], None]) -> PriceComparison:
    """Runs what the store does not hold yet; `told` hears of each step. FieldError where table, mapping or splits do not fit."""
    found = answer_splits(task, store, told)
    largest = max(found, key=lambda each: each.taught)
    tables = compare(found)
    spendings = tuple(_spending(key, each.name, one) for each in found for key, one in each.answers.items())
    return PriceComparison(tables, spendings, (*price_targets(tables), *cost_targets(largest.answers, largest.taught)))


def answer_splits(task: PriceTask, store: Path, told: Callable[[str], None]) -> list[SplitAnswers]:
    """Every model's answers on every split."""
    table = read_table(task.data, Mapping.load(task.source))
    return [_answer(task, table, split, store, told) for split in task.splits]


def _spending(key: str, split: str, answers: Answers) -> Spending:
    cost = answers.cost
    return Spending(key, split, cost.wall, cost.cpu, answers.fit, cost.memory / 2**30, answers.cached)


def _answer(task: PriceTask, table: ContractTable, split: Split, store: Path, told: Callable[[str], None]) -> SplitAnswers:
    with tempfile.TemporaryDirectory(prefix="bench-quality-") as scratch:
        work = Path(scratch)
        tables = write_split(task.data, table, split, work)
        asked = read_contracts(tables.asked, task.source)
        told(f"{split.name}: {NAME}")
        answers = {KEY: task.own(task.source, tables, asked.rows, store, work, task.params)}
        for rival in task.rivals:
            told(f"{split.name}: {rival.name}")
            answers[rival.key] = rival_answers(rival, task.source, tables, store, work)
        return SplitAnswers(split.name, _priced(table, split), asked, answers)


def _priced(table: ContractTable, split: Split) -> int:
    """Contracts with a price that teach."""
    return int(np.sum(np.isfinite(table.amounts) & (table.columns.dates < np.datetime64(f"{split.cut + 1}-01-01"))))
