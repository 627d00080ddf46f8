"""Offline scoring of a table of any size: read, scored and written slice by slice, in memory that does not grow with it.

The same rows give the same predictions, to the last bit and in the same order, however many workers there are and wherever the table is cut.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from models.load import load_bundle
from models.manifest import Manifest
from models.scoring_processes import SliceScoring, scored
from models.tables.mapping import Mapping
from models.tables.read import open_to_score
from models.tables.write import check_format, writing
from valuation.bilingual import Bilingual

SLICE = 4_096
"""Rows that are read, scored and handed over at a time; each worker holds about three such slices."""
WORTH_STARTING = 8_192
"""Rows that take a process about as long as it takes to start."""
MOST_WORKERS = 8
"""More are started only where they are asked for: each holds a bundle of its own."""


@dataclass(frozen=True)
class Swept:
    """What a finished sweep did."""

    manifest: Manifest
    rows: int
    refused: int


def score_file(
    bundle: Path,
    source: Path,
    data: Path,
    out: Path,
    *,
    valuation_date: date | None = None,
    workers: int | None = None,
    rows: int = SLICE,
    warn: Callable[[Bilingual], None] = lambda warning: None,
    seen: Callable[[int, int], None] = lambda done, of: None,
) -> Swept:
    """Scores the table `data` by the mapping file `source` into `out`, which stands there whole or not at all.

    `workers` processes (as many as fit, if none are given) score slices of `rows` rows. `warn` hears each warning on the table once, `seen` how many
    rows of how many are written. FieldError, BundleError, OSError where that cannot be; ScoringStopped where a worker dies.
    """
    check_format(out)
    opened = load_bundle(bundle)
    mapping = Mapping.load(source)
    table = open_to_score(data, mapping, rows, valuation_date)
    warned = list(table.warnings)
    for warning in warned:
        warn(warning)
    scoring = SliceScoring(opened.layout.folder, mapping, valuation_date)
    done, refused = 0, 0
    with ExitStack() as stack:
        answers = scored(scoring, table.slices, workers or fitting_workers(table.rows))
        stack.callback(answers.close)
        first = next(answers)
        sink = stack.enter_context(writing(out, first.predictions.schema))
        for answer in chain([first], answers):
            sink.write_table(answer.predictions)
            done, refused = done + answer.predictions.num_rows, refused + answer.refused
            for warning in answer.warnings:
                if warning not in warned:
                    warned.append(warning)
                    warn(warning)
            seen(done, table.rows)
    return Swept(opened.manifest, done, refused)


def fitting_workers(rows: int) -> int:
    """How many processes score that many rows: the cores that this one may run on, as far as each then has enough to do; `MOST_WORKERS` at most."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(MOST_WORKERS, cores, rows // WORTH_STARTING))
