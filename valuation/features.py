"""The one feature definition that training and serving share: records in columns → text, categories and float32 numbers.

Whatever is computed here is part of the model: `schema_hash` covers it, and a bundle trained under another definition is refused.
Raise `FEATURES_VERSION` with every change that moves a feature's value.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from valuation.masking import MASKING_VERSION, mask_amounts

FEATURES_VERSION = 2
MAX_TEXT = 6_000
"""Characters of text that are read, masked and tokenised; the rest of a longer text adds cost and little else."""
MAX_CATEGORY = 200
"""Characters of a category that are kept; a longer cell is prose, and one such cell must not cost memory in every row."""

_FEW = 8
DERIVED_NUMBERS = ("text_length", "title_length")
"""Numbers computed from the text of every achievement, ahead of the source's own: ln(1 + characters)."""


class FeatureSchema(BaseModel):
    """Which attributes of an achievement a model reads, in the order of its input columns."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    categories: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every attribute that is read."""
        return self.categories + self.numbers

    @cached_property
    def known_names(self) -> frozenset[str]:
        """The same, to look a name up."""
        return frozenset(self.names)

    @property
    def number_columns(self) -> tuple[str, ...]:
        """Names of the float32 columns: the derived numbers, then the source's own."""
        return DERIVED_NUMBERS + self.numbers


def schema_hash(schema: FeatureSchema) -> str:
    """Digest of the columns and of the code that fills them; equal hashes mean equal features."""
    definition = [FEATURES_VERSION, MASKING_VERSION, MAX_TEXT, MAX_CATEGORY, DERIVED_NUMBERS, schema.model_dump()]
    return hashlib.sha256(json.dumps(definition, sort_keys=True).encode()).hexdigest()


class Laid(Mapping[str, Any]):
    """Columns by name that lie side by side in one matrix (n, columns): whoever wants all of them in that order need not gather them again."""

    def __init__(self, names: tuple[str, ...], rows: NDArray[Any]) -> None:
        self.names, self.rows = names, rows

    def __getitem__(self, name: str) -> Any:
        if name not in self.names:
            raise KeyError(name)
        return self.rows[:, self.names.index(name)]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Columns:
    """n achievements in columns, as a table or a request gives them; every sequence has length n.

    `text` is masked (see `compose_text`); `titles` holds the number of characters of each title. A category that is unknown is "",
    a number that is unknown is NaN, a date is a day (datetime64[D]).
    """

    text: Sequence[str]
    titles: NDArray[np.int64]
    dates: NDArray[np.datetime64]
    categories: Mapping[str, Sequence[str]]
    numbers: Mapping[str, NDArray[np.float64]]

    def __len__(self) -> int:
        return len(self.text)

    def take(self, rows: NDArray[np.int64]) -> Columns:
        """The rows of those indices, in that order."""
        return Columns(
            [self.text[i] for i in rows],
            self.titles[rows],
            self.dates[rows],
            {name: [values[i] for i in rows] for name, values in self.categories.items()},
            {name: values[rows] for name, values in self.numbers.items()},
        )

    @staticmethod
    def blank() -> Columns:
        """One row of which nothing is known: what has the shape of an answer without being one is made from it."""
        return Columns([""], np.zeros(1, dtype=np.int64), np.full(1, np.datetime64("NaT"), dtype="datetime64[D]"), {}, {})

    @staticmethod
    def concat(parts: Sequence[Columns]) -> Columns:
        """The rows of all parts, in order; ValueError where their columns differ, for such rows belong to different models."""
        first = parts[0]
        if len(parts) == 1:
            return first
        if any(part.categories.keys() != first.categories.keys() or part.numbers.keys() != first.numbers.keys() for part in parts):
            raise ValueError("rows of different schemas do not go together")
        return Columns(
            [text for part in parts for text in part.text],
            np.concatenate([part.titles for part in parts]),
            np.concatenate([part.dates for part in parts]),
            {name: [value for part in parts for value in part.categories[name]] for name in first.categories},
            {name: np.concatenate([part.numbers[name] for part in parts]) for name in first.numbers},
        )


@dataclass(frozen=True)
class Features:
    """A model's inputs for n achievements: text; categories (n, C) of str; numbers (n, K) float32; years (n,) float32.

    `years` is the valuation date as a decimal year. `known` counts the schema's own attributes that are given (n,).
    """

    text: list[str]
    categories: NDArray[np.object_]
    numbers: NDArray[np.float32]
    years: NDArray[np.float32]
    known: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.text)


def compose_text(title: str, text: str, keywords: Sequence[str] = ()) -> str:
    """Title, description and keywords as the encoder reads them: NFKC, lower case, amounts of money masked."""
    joined = "\n".join(part for part in (title, text, " ".join(keywords)) if part)[:MAX_TEXT]
    return mask_amounts(normal_form(joined).lower().strip())


def normal_form(text: str) -> str:
    """NFKC. Chinese texts are full of wide punctuation and of nothing else that it changes: exchanged beforehand, most are in that form already."""
    if not text.isascii():
        for wide, plain in _WIDE:
            text = text.replace(wide, plain)
    return unicodedata.normalize("NFKC", text)


_WIDE = tuple((wide, unicodedata.normalize("NFKC", wide)) for wide in "，：；（）！？％～／＋－＝")


def category(value: str | float | bool | None) -> str:
    """The canonical spelling of a category: NFKC, trimmed, case-folded; cut at `MAX_CATEGORY`; whole numbers without a decimal
    point; unknown as ""."""
    if value is None:
        return ""
    if isinstance(value, float) and (not np.isfinite(value) or value == int(value)):
        return str(int(value)) if np.isfinite(value) else ""
    if isinstance(value, str) and value.isascii():
        return value.strip().lower()[:MAX_CATEGORY].rstrip()
    return unicodedata.normalize("NFKC", str(value)).strip().casefold()[:MAX_CATEGORY].rstrip()


def decimal_years(dates: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """2019-07-02 → 2019.5 (about); the unit of the time index. A date that is not known (NaT) is NaN."""
    years = dates.astype("datetime64[Y]")
    start = years.astype("datetime64[D]")
    length = ((years + 1).astype("datetime64[D]") - start).astype(np.float64)
    elapsed: NDArray[np.float64] = (dates.astype("datetime64[D]") - start).astype(np.float64) / length
    decimal = 1970.0 + years.astype(np.int64) + elapsed
    return np.where(np.isnat(dates), np.nan, decimal)


def _matrix(columns: Mapping[str, Sequence[Any] | NDArray[Any]], names: tuple[str, ...], n: int, unknown: object, kind: Any) -> NDArray[Any]:
    """The named columns side by side, (n, names), `unknown` where there is no such column."""
    if isinstance(columns, Laid) and columns.names == names:
        return columns.rows
    matrix = np.full((n, len(names)), unknown, dtype=kind)
    for at, name in enumerate(names):
        if name in columns:
            matrix[:, at] = columns[name]
    return matrix


def _known_years(dates: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """`decimal_years`, by heart for a few dates: most calls are of a single row and of today."""
    if len(dates) > _FEW:
        return decimal_years(dates)
    return np.array([_decimal_year(day) for day in dates.astype("datetime64[D]").view(np.int64).tolist()])


@lru_cache(maxsize=4096)
def _decimal_year(day: int) -> float:
    """Of a day counted from 1970-01-01, as numpy counts it."""
    return float(decimal_years(np.array([day]).view("datetime64[D]"))[0])


def features(columns: Columns, schema: FeatureSchema) -> Features:
    """The inputs of a model with that schema; an attribute that the columns lack is unknown in every row."""
    n = len(columns)
    categories = _matrix(columns.categories, schema.categories, n, "", object)
    first = len(DERIVED_NUMBERS)
    numbers = np.empty((n, first + len(schema.numbers)), dtype=np.float32)
    numbers[:, first:] = _matrix(columns.numbers, schema.numbers, n, np.nan, np.float32)
    lengths = np.empty((n, first))
    lengths[:, 0] = [len(text) for text in columns.text]
    lengths[:, 1] = columns.titles
    numbers[:, :first] = np.log1p(lengths)
    return Features(
        text=list(columns.text),
        categories=categories,
        numbers=numbers,
        years=_known_years(columns.dates).astype(np.float32),
        known=(categories != "").sum(axis=1) + np.isfinite(numbers[:, first:]).sum(axis=1),
    )
