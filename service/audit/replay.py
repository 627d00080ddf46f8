"""A stored call, computed again with the bundle that answered it: the same way in, the same scorer, the same way out.

On the same family of processor and the same version of ONNX Runtime the bytes that were sent must come again; elsewhere every number within 1e-5 (of
ln price and of probabilities; scores relative to 100), which is what a bundle's own self-test allows.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from models.golden import TOLERANCE
from service.audit.canonical import digest
from service.audit.output import Output, read_output, written_output
from service.audit.record import Record
from service.audit.valued import Door
from service.isolation import score_together
from service.items import decode_call, decode_item
from service.job import Answer
from service.served import Scorer, Served
from service.settings import Settings
from service.sweep import Asked
from valuation.audience import AUDIENCES
from valuation.columns_of import Subject, stacked
from valuation.features import Columns

Replayed = tuple[Answer, bytes]


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of it. `same_bytes`: what was sent came again, bit for bit; `largest` difference of any number, None where the answers have another shape;
    `same_runtime`: whether the bytes had to come again at all.
    """

    record: str
    items: int
    same_runtime: bool
    same_bytes: bool
    largest: float | None

    @property
    def holds(self) -> bool:
        """Whether the record is borne out."""
        return self.same_bytes or (not self.same_runtime and self.largest is not None and self.largest <= TOLERANCE)


def replay(record: Record, asked: bytes, kept: bytes, served: Served, settings: Settings, then: Mapping[str, str], now: Mapping[str, str]) -> Replay:
    """Computes a record again. `asked` is its opened input and `kept` its output; `then` and `now` are the runtimes (`runtime.py`) of the two.

    Raises ValueError for a record that holds no valuations or another bundle's.
    """
    if record.kind != "valuation":
        raise ValueError(f"{record.id} is a record of the kind {record.kind}, not of a valuation")
    if (wanted := record.facts["model"]["sha256"]) != served.manifest.digest:
        raise ValueError(f"{record.id} was answered by the bundle {wanted[:12]}, not by {served.manifest.version}")
    answer, sent = _DOORS[record.facts["door"]](record, asked, served, settings)
    return Replay(
        record=record.id,
        items=record.facts["items"],
        same_runtime=dict(then) == dict(now),
        same_bytes=digest(sent) == record.sent,
        largest=difference(read_output(kept), read_output(written_output(answer))),
    )


def difference(then: Output, now: Output) -> float | None:
    """The largest difference of any number, scores relative to 100; None where columns, rows, refusals or failures are others."""
    if (then.columns, then.refusals, then.failed) != (now.columns, now.refusals, now.failed) or then.numbers.shape != now.numbers.shape:
        return None
    if not np.array_equal(np.isnan(then.numbers), np.isnan(now.numbers)):
        return None
    scale = np.concatenate([np.full(width, 100.0 if name.startswith("score_") else 1.0) for name, width in then.columns] or [np.empty(0)])
    with np.errstate(invalid="ignore"):
        apart = np.where(then.numbers == now.numbers, 0.0, np.abs(then.numbers - now.numbers)) / scale
    return float(np.nanmax(apart, initial=0.0))


def _json(record: Record, asked: bytes, served: Served, settings: Settings) -> Replayed:
    call = decode_call(asked, served.scorer.schema, _asked(record).day, settings.max_items, AUDIENCES)
    answer = _scored(served.scorer, call.subjects)
    written = served.answers.written(answer, call.items, record.facts["audience"], record.facts["language"])
    return answer, b",".join([one.json for one in written])


def _ndjson(record: Record, asked: bytes, served: Served, settings: Settings) -> Replayed:
    said = _asked(record)
    items = [decode_item(line, (), served.scorer.schema, said.day) for line in asked.split(b"\n")]
    answer = _scored(served.scorer, [item for item in items if isinstance(item, Subject)])
    return answer, b"".join([one.json + b"\n" for one in served.answers.written(answer, items, said.audience, said.language)])


def _arrow(record: Record, asked: bytes, served: Served, settings: Settings) -> Replayed:
    import pyarrow as pa

    from service.arrow_answers import ArrowAnswers
    from service.arrow_columns import ArrowColumns

    said = _asked(record)
    with pa.ipc.open_stream(io.BytesIO(asked)) as stream:
        batch = stream.read_next_batch()
    reading = ArrowColumns(batch.schema, served.scorer.schema, said.day, settings.max_sweep_message)
    rows = reading.read(batch)
    answer = _together(served.scorer, rows.columns)
    return answer, ArrowAnswers(served.manifest, said, reading.ids).batch(rows, answer).serialize().to_pybytes()


def _tensors(record: Record, asked: bytes, served: Served, settings: Settings) -> Replayed:
    from service.inference import prepared

    call = prepared(asked, served, _asked(record), settings)
    answer = _together(served.scorer, call.rows.columns)
    return answer, call.answered(answer)[1]


_DOORS: dict[Door, Callable[[Record, bytes, Served, Settings], Replayed]] = {"json": _json, "ndjson": _ndjson, "arrow": _arrow, "tensors": _tensors}


def _asked(record: Record) -> Asked:
    facts: dict[str, Any] = record.facts
    return Asked(facts["audience"], date.fromisoformat(facts["day"]), facts["language"])


def _scored(scorer: Scorer, subjects: list[Subject]) -> Answer:
    return _together(scorer, stacked(subjects, scorer.schema)) if subjects else ()


def _together(scorer: Scorer, columns: Columns) -> Answer:
    return score_together(scorer, [columns]) if len(columns) else ()
