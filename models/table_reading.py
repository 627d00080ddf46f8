"""What every row of predictions or price checks says of itself, after its own columns: unit, tax basis, assumptions, limits, that it is no appraisal.

The same as in an answer over REST (`models/reading.py`); assumptions and limits by their codes, whose sentences stand in the catalogue.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from models.manifest import Manifest
from models.reading import Reading
from valuation.catalogue import TEXTS, say
from valuation.features import Columns


def with_reading(predictions: pa.Table, columns: Columns, manifest: Manifest) -> pa.Table:
    """The predictions of those n rows with the columns that say how to read them, and the reason of a refusal in words."""
    reasons = [None if reason is None else str(reason).partition(":")[0] for reason in predictions["reason"].to_pylist()]
    predictions = with_basis(predictions, columns, manifest)
    for language in ("zh", "en"):
        said = {code: getattr(say(f"refusal.{code}"), language) for code in set(reasons) if code is not None and f"refusal.{code}" in TEXTS}
        predictions = predictions.append_column(f"reason_{language}", pa.array([None if code is None else said.get(code) for code in reasons], pa.string()))
    return predictions


def with_basis(results: pa.Table, columns: Columns, manifest: Manifest) -> pa.Table:
    """Results of any kind for those n rows, with what every result carries beside its concept and currency: unit, tax basis, assumptions, limits, statement."""
    n = len(columns)
    reading = Reading(manifest)
    basis = reading.basis(None)
    same = {
        "unit": basis.unit,
        "tax_basis": basis.tax_basis,
        "limits": " ".join(note.code for note in reading.limits),
        "statement_zh": reading.statement.zh,
        "statement_en": reading.statement.en,
    }
    added: dict[str, pa.Array] = {"simulated": pa.array([manifest.simulated] * n, pa.bool_())}
    added |= {name: pa.array([value] * n, pa.string()) for name, value in same.items()}
    added["assumptions"] = pa.array(_assumptions(reading, columns, manifest), pa.string())
    for name, column in added.items():
        results = results.append_column(name, column)
    return results


def _assumptions(reading: Reading, columns: Columns, manifest: Manifest) -> list[str]:
    """Codes with a space between; worked out once for each pattern of missing facts and each date."""
    schema, n = manifest.features, len(columns)
    read = (*schema.categories, *schema.numbers)
    # A mapping may lack what the bundle reads: then it is missing in every row.
    known = [np.fromiter((value != "" for value in columns.categories.get(name, [""] * n)), bool, n) for name in schema.categories]
    known += [np.isfinite(columns.numbers.get(name, np.full(n, np.nan))) for name in schema.numbers]
    lacking = ~np.column_stack(known) if known else np.zeros((n, 0), dtype=bool)
    days = [day if isinstance(day, date) else None for day in columns.dates.astype("datetime64[D]").tolist()]
    patterns = [np.packbits(row).tobytes() for row in lacking]
    found: dict[tuple[bytes, date | None], str] = {}
    for at, key in enumerate(zip(patterns, days, strict=True)):
        if key not in found:
            missing = tuple(name for name, absent in zip(read, lacking[at], strict=True) if absent)
            found[key] = "" if key[1] is None else " ".join(note.code for note in reading.assumptions(missing, key[1]))
    return [found[key] for key in zip(patterns, days, strict=True)]
