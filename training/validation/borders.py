"""Schemas at the borders between stages: what a stage may rely on, checked with pandera, so that a broken promise stops the run where it was broken.

A breach is a mistake of this code or of a hand-made corpus, not of a table (bad cells are rejects, long before): it is named with its row all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pandera.pandas as pa
from numpy.typing import NDArray

from models.tables.amounts import LARGEST
from training.corpus import Corpus
from training.inputs import Inputs
from valuation.features import FeatureSchema
from valuation.field_error import FieldError
from valuation.five_values import SCORE_RANGE, VALUES

LEVELS = (1, 9)
UNIT_LENGTH = 1e-3
"""How far the length of an embedding may be from 1."""

FIXES = {
    "text": 'Texts come from `compose_text`; an empty one is "".',
    "date": "A row with a price needs its day; leave its price out if there is none.",
    "amount": "Amounts are in units of the currency, above zero; no price is NaN, never 0.",
    "price_kind": "Train one bundle per concept and currency.",
    "low": "Levels are 1 to 9 with low ≤ high, both 0 where unlabelled.",
    "high": "Levels are 1 to 9 with low ≤ high, both 0 where unlabelled.",
    "dominant": f'One of {", ".join(VALUES)}, or "".',
    "project": "Every row belongs to a project, if only its own.",
    "embedding": "The encoder gives vectors of length 1, and zeros for an empty text.",
    "year": "Years are decimal years, NaN where the date is unknown.",
}
"""Column → what to do; categories, scores and numbers have their own sentence below."""


def check_corpus(corpus: Corpus, border: str) -> None:
    """FieldError naming the first column and row that a corpus of n contracts must not have; `border` says where."""
    frame = pd.DataFrame(
        {
            "text": _objects(corpus.columns.text),
            "title_length": corpus.columns.titles,
            "date": corpus.columns.dates.astype("datetime64[s]"),
            "source": corpus.source,
            "project": corpus.projects,
            "amount": corpus.amounts,
            "price_kind": _objects(_price_kinds(corpus)),
            "low": corpus.levels[:, 0],
            "high": corpus.levels[:, 1],
            "dominant": _objects(corpus.dominant.tolist()),
            **{f"score_{value}": corpus.scores[:, at] for at, value in enumerate(VALUES)},
            **{f"category_{name}": _objects(values) for name, values in corpus.columns.categories.items()},
            **{f"number_{name}": values for name, values in corpus.columns.numbers.items()},
        }
    )
    _check(frame, _corpus_schema(corpus.schema, len(corpus.tables)), border)


def check_inputs(inputs: Inputs, schema: FeatureSchema, border: str = "before fit") -> None:
    """FieldError for the first feature (n rows) that is not float32, infinite, or of a vector that has neither length 1 nor 0."""
    if inputs.embedding.dtype != np.float32:
        raise FieldError(f"{border}: embedding", inputs.embedding.dtype, "is not float32", FIXES["embedding"])
    length = np.sqrt(np.einsum("ij,ij->i", inputs.embedding, inputs.embedding, dtype=np.float64))
    numbers = {name: inputs.numbers[:, at] for at, name in enumerate(schema.number_columns)}
    categories = {f"category_{name}": _objects(inputs.categories[:, at].tolist()) for at, name in enumerate(schema.categories)}
    frame = pd.DataFrame({"embedding": length, "year": inputs.years, **{f"number_{name}": values for name, values in numbers.items()}, **categories})
    unit = pa.Check(lambda one: (one == 0) | ((one - 1).abs() <= UNIT_LENGTH), error="has neither length 1 nor 0")
    columns = {"embedding": pa.Column("float64", unit), "year": pa.Column("float32", _finite(), nullable=True)}
    columns |= {f"number_{name}": pa.Column("float32", _finite(), nullable=True) for name in numbers}
    _check(frame, pa.DataFrameSchema(columns | {name: pa.Column(object, _texts()) for name in categories}, strict=True), border)


def _corpus_schema(schema: FeatureSchema, sources: int) -> pa.DataFrameSchema:
    ends = pa.Check(lambda frame: (frame["low"] <= frame["high"]) & ((frame["low"] == 0) == (frame["high"] == 0)), error="low is above high, or one is missing")
    dated = pa.Check(lambda frame: frame["amount"].isna() | frame["date"].notna(), error="a price has no date")
    levels = pa.Check.isin([0, *range(LEVELS[0], LEVELS[1] + 1)], error="is no level of 1 to 9")
    kinds = pa.Check(lambda kind: pd.Series(kind.isin(["", next((one for one in kind if one), "")])), error="prices of two concepts or currencies")
    low, high = SCORE_RANGE
    return pa.DataFrameSchema(
        {
            "text": pa.Column(object, _texts()),
            "title_length": pa.Column("int64", pa.Check.ge(0, error="is negative")),
            "date": pa.Column("datetime64[s]", nullable=True),
            "source": pa.Column("int64", pa.Check.in_range(0, sources - 1, error="is no source of this run")),
            "project": pa.Column("int64", pa.Check.ge(0, error="is negative")),
            "amount": pa.Column("float64", pa.Check.in_range(0, LARGEST, include_min=False, error=f"is not between 0 and {LARGEST:g}"), nullable=True),
            "price_kind": pa.Column(object, kinds),
            "low": pa.Column("int8", levels),
            "high": pa.Column("int8", levels),
            "dominant": pa.Column(object, pa.Check.isin(["", *VALUES], error="is not one of the five values")),
            **{f"score_{value}": pa.Column("float64", pa.Check.in_range(low, high, error="is outside 0-100"), nullable=True) for value in VALUES},
            **{f"category_{name}": pa.Column(object, _texts()) for name in schema.categories},
            **{f"number_{name}": pa.Column("float64", _finite(), nullable=True) for name in schema.numbers},
        },
        checks=[ends, dated],
        strict=True,
    )


def _check(frame: pd.DataFrame, schema: pa.DataFrameSchema, border: str) -> None:
    try:
        schema.validate(frame)
    except pa.errors.SchemaError as error:
        raise _breach(error, frame, border) from None


def _breach(error: pa.errors.SchemaError, frame: pd.DataFrame, border: str) -> FieldError:
    cases = error.failure_cases if isinstance(error.failure_cases, pd.DataFrame) else pd.DataFrame()
    name = getattr(error.schema, "name", None)
    column = str(name) if name in frame.columns else "low" if "low" in str(error.check) else "date"
    rows = [int(row) for row in cases.get("index", []) if row is not None and not pd.isna(row)]
    said = getattr(error.check, "error", None) or str(error).splitlines()[0]
    where = f" (row {rows[0]} of {len(frame):,}{f' and {len(set(rows)) - 1:,} more' if len(set(rows)) > 1 else ''})" if rows else ""
    value = frame[column].iloc[rows[0]] if rows else None
    return FieldError(f"{border}: {column}", value, f"{said}{where}", FIXES.get(column) or _fix(column))


def _fix(column: str) -> str:
    kind = column.partition("_")[0]
    sentences = {
        "category": 'Categories are texts, "" where unknown.',
        "number": "Numbers are finite, NaN where unknown.",
        "score": "Scores are 0 to 100, NaN where none.",
    }
    return sentences.get(kind, "See `Corpus` for what the column holds.")


def _texts() -> pa.Check:
    return pa.Check(lambda values: values.map(type).eq(str), error="is not a text")


def _finite() -> pa.Check:
    return pa.Check(lambda values: np.isfinite(values), error="is infinite")


def _objects(values: Sequence[object] | NDArray[np.object_]) -> pd.Series:
    """As they are: pandas would make its own type of texts, and of None among them."""
    return pd.Series(list(values), dtype=object)


def _price_kinds(corpus: Corpus) -> NDArray[np.object_]:
    """Concept and currency of each row that has a price, "" elsewhere."""
    kinds = ["" if table.source.price is None else f"{table.source.price.concept} in {table.source.price.currency}" for table in corpus.tables]
    source = np.clip(corpus.source, 0, len(kinds) - 1)  # a source that is none is told by its own column
    return np.where(np.isfinite(corpus.amounts), np.asarray(kinds, dtype=object)[source], "")
