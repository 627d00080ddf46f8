"""Slices of a table scored by several processes at once, answered in their order: for sweeps over more rows than one core should do alone.

Processes, not threads: reading a slice (masking its texts, its dates, its categories) is Python. They are spawned, since ONNX Runtime and Arrow hold threads
that a fork would not take along. Each opens the bundle once and runs it in one thread, so that no bit of an answer depends on how many there are.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from models.load import load_bundle
from models.prediction_table import prediction_table
from models.scorer import Scorer
from models.table_reading import with_reading
from models.tables.mapping import Mapping
from models.tables.raw_table import RawTable
from models.tables.read import read_slice
from valuation.bilingual import Bilingual


class ScoringStopped(Exception):
    """A scoring process ended before its answer; nothing it was to answer is known."""


@dataclass(frozen=True)
class SliceScoring:
    """How slices become predictions: the folder of the bundle itself (not a champion's, which may move on meanwhile), the mapping, the date of rows
    that have none."""

    bundle: Path
    mapping: Mapping
    default_date: date | None = None


@dataclass(frozen=True)
class ScoredSlice:
    """Predictions of a slice as `make score` writes them, how many of its rows are refused, and what is to be warned of."""

    predictions: pa.Table
    refused: int
    warnings: tuple[Bilingual, ...]


def score_slice(scorer: Scorer, scoring: SliceScoring, raw: RawTable) -> ScoredSlice:
    """The predictions of one slice by a scorer of that bundle."""
    table = read_slice(raw, scoring.mapping, scoring.default_date)
    manifest = scorer.bundle.manifest
    found = prediction_table(table.ids, table.columns.dates, scorer.score(table.columns), table.unreadable, manifest)
    refused = int(np.sum(found["refused"].to_numpy(zero_copy_only=False)))
    return ScoredSlice(with_reading(found, table.columns, manifest), refused, table.warnings)


def scored(scoring: SliceScoring, slices: Iterable[RawTable], workers: int) -> Generator[ScoredSlice, None, None]:
    """The predictions of every slice, in order. One worker is this process itself; of more, each has a slice at hand and one waiting, and no further
    slice is read before an answer is taken. BundleError where the bundle cannot be run, ScoringStopped where a worker dies."""
    if workers == 1:
        scorer = Scorer(load_bundle(scoring.bundle))
        yield from (score_slice(scorer, scoring, raw) for raw in slices)
        return
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _set_up)
    waiting: deque[Future[ScoredSlice]] = deque()
    try:
        for raw in slices:
            waiting.append(pool.submit(_score, scoring, raw))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        told = "a scoring process ended before its answer (killed, perhaps for want of memory); nothing was written. Try again with fewer: WORKERS=1"
        raise ScoringStopped(told) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _score(scoring: SliceScoring, raw: RawTable) -> ScoredSlice:
    return score_slice(_opened(scoring.bundle), scoring, raw)


@lru_cache(maxsize=1)  # in a scoring process, which lives for one table
def _opened(bundle: Path) -> Scorer:
    return Scorer(load_bundle(bundle))


def _set_up() -> None:
    """What a scoring process is beside this one: single-threaded, stopped by it alone, and gone when it is."""
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
