"""What every row of a table of predictions says of itself, after the fixed columns: unit, tax basis, assumptions, limits, that it is no appraisal.

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
    """The predictions of those n rows with the columns that say how to read them."""
    n = len(columns)
    reading = Reading(manifest)
    basis = reading.basis(None)
    reasons = [None if reason is None else str(reason).partition(":")[0] for reason in predictions["reason"].to_pylist()]
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
    for language in ("zh", "en"):
        said = {code: getattr(say(f"refusal.{code}"), language) for code in set(reasons) if code is not None and f"refusal.{code}" in TEXTS}
        added[f"reason_{language}"] = pa.array([None if code is None else said.get(code) for code in reasons], pa.string())
    for name, column in added.items():
        predictions = predictions.append_column(name, column)
    return predictions


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
