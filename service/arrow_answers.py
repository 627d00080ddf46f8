"""Outcomes of a sweep → record batches of predictions, with the columns of offline scoring (`docs/tables.md`) and the ids as they were given.

A column of one language is left out where the other was asked for; an audience that may not see an interval gets the price's columns empty.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from models.manifest import Manifest
from models.prediction_table import prediction_table
from models.predictions import Predictions, amounts_of, finite_rows, joined
from models.table_reading import with_reading
from service.arrow_columns import Rows
from service.job import Answer, Part, RowFailed
from service.sweep import Asked
from service.wrong_input import WrongInput
from valuation.audience import sees_interval
from valuation.bilingual import LANGUAGES, Bilingual
from valuation.features import Columns
from valuation.five_values import VALUES
from valuation.maturity import LEVELS
from valuation.price import QUANTILE_NAMES

HIDDEN = ("price_point", *(f"price_{name}" for name in QUANTILE_NAMES), "confidence_level")
"""What an audience that sees no interval does not see either."""
FAILED = "scoring_failed"


class ArrowAnswers:
    """Writes the answers of one stream. `ids` is the type of its id column; `facts` go into the schema's metadata."""

    def __init__(self, manifest: Manifest, asked: Asked, ids: pa.DataType | None = None, facts: Mapping[str, str] | None = None) -> None:
        self._manifest, self._asked = manifest, asked
        self._others = tuple(f"_{language}" for language in LANGUAGES if asked.language not in (None, language))
        facts = {**(facts or {}), "audience": asked.audience, "model": manifest.name, "version": manifest.version, "sha256": manifest.digest}
        self.schema: pa.Schema = self._shaped(_blank_row(ids or pa.string()), (Part(1, RowFailed("blank")),)).schema.with_metadata(facts)

    def batch(self, rows: Rows, answer: Answer) -> pa.RecordBatch:
        """One row per row, in order; a row that could not be read or scored is refused with its reason."""
        (batch,) = self._shaped(rows, answer).to_batches()  # every column is one array
        return pa.RecordBatch.from_arrays(batch.columns, schema=self.schema)

    def _shaped(self, rows: Rows, answer: Answer) -> pa.Table:
        predictions = _predictions(answer, self._manifest)
        told = {row: _told(wrong) for row, wrong in rows.unreadable.items()}
        failed = dict.fromkeys(_failed(predictions), FAILED)
        lost = failed | {row: sentence.in_language(self._asked.language) for row, sentence in told.items()}
        table = prediction_table([""] * len(rows), rows.columns.dates, predictions, lost, self._manifest)
        table = _replaced(table, "reason", {row: FAILED for row in failed if row not in told})
        table = with_reading(table, rows.columns, self._manifest)
        for language in LANGUAGES:
            table = _replaced(table, f"reason_{language}", {row: getattr(sentence, language) for row, sentence in told.items()})
        if not sees_interval(self._asked.audience):
            for name in HIDDEN:
                table = _put(table, name, pa.nulls(len(rows), table.schema.field(name).type))
        return table.set_column(0, "id", rows.ids).select(["id", *(name for name in table.column_names[1:] if not name.endswith(self._others))])


def _told(wrong: WrongInput) -> Bilingual:
    """What is wrong with a row: the column, the reason, the fix."""
    column = wrong.pointer.rpartition("/")[2]
    return Bilingual(zh=f"{column}: {wrong.detail.zh}{wrong.fix.zh}", en=f"{column}: {wrong.detail.en} {wrong.fix.en}")


def _replaced(table: pa.Table, name: str, said: Mapping[int, str]) -> pa.Table:
    """The table with other words in some rows of a column."""
    if not said:
        return table
    words = table[name].to_pylist()
    for row, word in said.items():
        words[row] = word
    return _put(table, name, pa.array(words, pa.string()))


def _put(table: pa.Table, name: str, column: pa.Array) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, column)


def _blank_row(ids: pa.DataType) -> Rows:
    return Rows(pa.nulls(1, ids), Columns.blank(), {})


def _predictions(answer: Answer, manifest: Manifest) -> Predictions:
    """The parts laid one after the other; NaN in every head of a row that broke the scorer."""
    parts = [own if isinstance(own := part.own(), Predictions) else _blank(part.rows, manifest) for part in answer]
    return parts[0] if len(parts) == 1 else joined(parts)


def _blank(n: int, manifest: Manifest) -> Predictions:
    nothing = np.full(n, np.nan)
    return Predictions(
        price_point=nothing if manifest.price else None,
        price=np.full((n, len(QUANTILE_NAMES)), np.nan) if manifest.price else None,
        maturity=np.full((n, len(LEVELS) - 1), np.nan) if manifest.maturity else None,
        scores={value: np.full((n, 3), np.nan) for value in VALUES if value in manifest.scores},
        signals={value: nothing for value in VALUES if value in manifest.signals},
        embedding=np.zeros((n, manifest.encoder.dimensions), dtype=np.float32),
        refusals=[None] * n,
    )


def _failed(predictions: Predictions) -> list[int]:
    """Rows that no rule refused and of which some head says no number."""
    finite = finite_rows(predictions, *amounts_of(predictions))
    return [at for at in np.flatnonzero(~finite).tolist() if predictions.refusals[at] is None]
