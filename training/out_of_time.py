"""The out-of-time predictions of a run as a table beside its bundle: what the promotion gate compares two runs by, contract by contract.

It holds prices, so it stands outside the manifest and is never published. Truth, mean and quantiles are ln(price), as the run would have served them at
each origin (`as_served.py`). The file's metadata name the bundle and what the parity gate found.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from models.manifest import Manifest
from models.tables.write import write_table
from training.context import Context
from training.parity import Parity
from training.study_groups import Grouping, groupings
from valuation.price import QUANTILE_NAMES

OUT_OF_TIME = "out_of_time.parquet"
SEGMENT = "segment: "
"""Before the names of the columns that hold segment keys."""


@dataclass(frozen=True)
class OutOfTimeTable:
    """m predictions; `source`, `contract` and `project` as the tables name them, `date` (m,) datetime64[D], `origin` the year from which it was predicted.

    `calibrated` marks those whose interval older origins had set, `counted` those of them (of all where none is) that would not have been refused;
    `segments` are the groupings of the run's own tables.
    """

    version: str
    parity: Parity
    source: NDArray[np.object_]
    contract: NDArray[np.object_]
    project: NDArray[np.object_]
    date: NDArray[np.datetime64]
    origin: NDArray[np.float64]
    calibrated: NDArray[np.bool_]
    counted: NDArray[np.bool_]
    segments: tuple[Grouping, ...]
    truth: NDArray[np.float64]
    mean: NDArray[np.float64]
    quantiles: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.truth)

    @property
    def headline(self) -> NDArray[np.bool_]:
        """The predictions that a headline is made of (m,), refused ones among them: the calibrated ones, all where there are none."""
        return self.calibrated if self.calibrated.any() else np.ones(len(self), dtype=bool)

    def take(self, rows: NDArray[np.int64]) -> OutOfTimeTable:
        """Those predictions, in that order."""
        arrays: dict[str, Any] = {name: value[rows] for name, value in vars(self).items() if isinstance(value, np.ndarray)}
        return replace(self, **arrays, segments=tuple(grouping.take(rows) for grouping in self.segments))


class UnreadableTable(Exception):
    """A file that is not such a table; the message says which, and why."""


def write_out_of_time(context: Context, manifest: Manifest, folder: Path) -> None:
    """Writes the table of a run into the folder of its bundle; nothing where no price was judged."""
    judged, corpus, fit = context.evaluation.judged, context.corpus, context.price_fit
    if judged is None or fit is None:
        return
    rows = corpus.priced[judged.found.rows]
    owners = [corpus.record(row) for row in rows]
    columns: dict[str, Any] = {
        "source": [table.source.name for table, _ in owners],
        "contract": [table.ids[at] for table, at in owners],
        "project": [table.projects[at] for table, at in owners],
        "date": corpus.columns.dates[rows].astype("datetime64[D]"),
        "origin": judged.found.origin,
        "calibrated": judged.calibrated,
        "counted": np.ones(len(rows), dtype=bool) if context.evaluation.chosen is None else context.evaluation.chosen,
    }
    named = [corpus.schema.categories[at] for at in fit.segment_columns]
    columns |= {SEGMENT + grouping.name: grouping.labels.tolist() for grouping in groupings(corpus.columns.take(rows).categories, named)}
    columns |= {"truth": judged.found.truth, "mean": judged.mean}
    columns |= dict(zip(QUANTILE_NAMES, judged.quantiles.T, strict=True))
    known = {"version": manifest.version, "parity": json.dumps(asdict(context.parity))}
    write_table(pa.table(columns).replace_schema_metadata(known), folder / OUT_OF_TIME)


def read_out_of_time(file: Path) -> OutOfTimeTable:
    """The table in that file; UnreadableTable where it is missing or something else."""
    try:
        table = pq.read_table(file, memory_map=False)
        known = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
        arrays = {name: _array(table[name]) for name in table.column_names}
        return OutOfTimeTable(
            version=known["version"],
            parity=Parity(**json.loads(known["parity"])),
            segments=tuple(Grouping(name.removeprefix(SEGMENT), values) for name, values in arrays.items() if name.startswith(SEGMENT)),
            quantiles=np.column_stack([arrays[name] for name in QUANTILE_NAMES]),
            **{name: arrays[name] for name in ("source", "contract", "project", "date", "origin", "calibrated", "counted", "truth", "mean")},
        )
    except FileNotFoundError:
        raise UnreadableTable(f"{file}: no such file") from None
    except (OSError, ValueError, KeyError, TypeError) as error:  # pyarrow's own errors are ValueErrors
        raise UnreadableTable(f"{file}: not a table of out-of-time predictions ({error})") from None


def _array(column: pa.ChunkedArray) -> NDArray[Any]:
    if pa.types.is_string(column.type):
        return np.asarray(column.to_pylist(), dtype=object)
    found: NDArray[Any] = column.to_numpy()
    return found.astype("datetime64[D]") if pa.types.is_date(column.type) else found
