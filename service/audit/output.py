"""The canonical output of a call: what the model said, in numbers, for each row that was scored. The text around them follows from the bundle.

A line of JSON (names and widths of the columns, reasons of refusals, rows that could not be scored), then the numbers as little-endian float64, row by row.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from models.predictions import Predictions
from service.job import Answer, RowFailed


class _Head(msgspec.Struct):
    columns: list[tuple[str, int]]
    rows: int
    refusals: dict[int, str]
    failed: list[int]


@dataclass(frozen=True, eq=False)
class Output:
    """`numbers` (rows, sum of the widths); NaN where a row is refused or could not be scored. `columns` are names and widths, in order."""

    columns: list[tuple[str, int]]
    numbers: NDArray[np.float64]
    refusals: dict[int, str]
    failed: list[int]

    def of_row(self, row: int) -> dict[str, list[float] | float | None]:
        """The heads of one row by name; None where they are not numbers."""
        found: dict[str, list[float] | float | None] = {}
        start = 0
        for name, width in self.columns:
            values = self.numbers[row, start : start + width]
            start += width
            shown = values.tolist()
            found[name] = None if not np.isfinite(values).all() else shown[0] if name in _SINGLE or name.startswith("signal_") else shown
        return found


_SINGLE = ("price_point",)


def written_output(answer: Answer) -> bytes:
    """The bytes of an answer's numbers."""
    parts = [(part.rows, part.own()) for part in answer]
    known = [outcome for _, outcome in parts if isinstance(outcome, Predictions)]
    columns = [(name, 1 if values.ndim == 1 else values.shape[1]) for name, values in _heads(known[0])] if known else []
    width = sum(width for _, width in columns)
    blocks: list[NDArray[np.float64]] = []
    refusals: dict[int, str] = {}
    failed: list[int] = []
    row = 0
    for rows, outcome in parts:
        if isinstance(outcome, RowFailed):
            blocks.append(np.full((rows, width), np.nan))
            failed += range(row, row + rows)
        else:
            blocks.append(np.concatenate([values.reshape(rows, -1) for _, values in _heads(outcome)], axis=1) if columns else np.empty((rows, 0)))
            refusals |= {row + at: str(reason) for at, reason in enumerate(outcome.refusals) if reason is not None}
        row += rows
    numbers = b"".join([block.astype("<f8", copy=False).tobytes() for block in blocks])
    return msgspec.json.encode(_Head(columns, row, refusals, failed)) + b"\n" + numbers


def read_output(raw: bytes) -> Output:
    """The output that was written; ValueError where it is not one."""
    line, _, numbers = raw.partition(b"\n")
    try:
        head = msgspec.json.decode(line, type=_Head)
    except msgspec.MsgspecError as error:
        raise ValueError(f"not an output: {error}") from error
    return Output(head.columns, np.frombuffer(numbers, dtype="<f8").reshape(head.rows, sum(width for _, width in head.columns)), head.refusals, head.failed)


def _heads(predictions: Predictions) -> list[tuple[str, NDArray[np.float64]]]:
    heads = [("price_point", predictions.price_point), ("price", predictions.price), ("maturity", predictions.maturity)]
    heads += [(f"score_{name}", values) for name, values in predictions.scores.items()]
    heads += [(f"signal_{name}", values) for name, values in predictions.signals.items()]
    return [(name, values) for name, values in heads if values is not None]
