"""The matrix that maturity and value heads read, and which of its columns each of them may see.

Side by side: embedding, numbers (lengths of the texts first, then the source's own), supervised columns of the text, supervised columns of the attributes.
A head reads all of the text but, of the attributes, only its own columns: those that were learned from its own labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from training.attribute_table import AttributeTable
from training.inputs import Inputs
from valuation.features import DERIVED_NUMBERS

Rows = NDArray[np.float32]


@dataclass(frozen=True)
class HeadColumns:
    """`trees`: columns of the matrix that a head's trees read; `line`: those on which its straight line rests, the text's and the attributes' word on its
    own target.
    """

    trees: NDArray[np.int64]
    line: NDArray[np.int64]


@dataclass(frozen=True)
class HeadRows:
    """n rows as served (`rows`), and as they are shown in training (`shown`): some of them without any attribute."""

    rows: Rows
    shown: Rows

    def take(self, chosen: NDArray[np.bool_]) -> HeadRows:
        """Some of the rows."""
        return HeadRows(self.rows[chosen], self.shown[chosen])


def head_columns(inputs: Inputs, table: AttributeTable | None, target: int | None, numbers: Sequence[int]) -> HeadColumns:
    """Of the head whose target is `target` among those of the supervised columns (None: of none); `numbers` are the source's own numbers that it may read."""
    width, all_numbers = inputs.embedding.shape[1], inputs.numbers.shape[1]
    lexical = 0 if inputs.lexical is None else inputs.lexical.shape[1]
    own = width + len(DERIVED_NUMBERS)
    behind = width + all_numbers
    trees = [*range(own), *(own + at for at in numbers), *range(behind, behind + lexical)]
    line: list[int] = []
    if target is not None:
        line += [behind + target] if lexical else []
        if table is not None:
            total, effects = table.reads(target)
            trees += [behind + lexical + at for at in effects]
            line.append(behind + lexical + total)
    return HeadColumns(np.asarray(trees, dtype=np.int64), np.asarray(line, dtype=np.int64))


def head_rows(inputs: Inputs, table: AttributeTable | None, hidden: float, seed: int) -> HeadRows:
    """The matrix of n rows, and the same with the attributes hidden in a random share of them, as in a listing that is little more than a text."""
    rows = inputs.head_rows()
    if not hidden or (table is None and inputs.numbers.shape[1] == len(DERIVED_NUMBERS)):
        return HeadRows(rows, rows)
    blind = np.random.default_rng([seed, len(inputs)]).random(len(inputs)) < hidden
    numbers = inputs.numbers.copy()
    numbers[blind, len(DERIVED_NUMBERS) :] = np.nan
    attributes = inputs.attributes
    if table is not None and attributes is not None:
        attributes = attributes.copy()
        attributes[blind] = table.columns(np.full((1, inputs.categories.shape[1]), "", dtype=object))
    return HeadRows(rows, replace(inputs, numbers=numbers, attributes=attributes).head_rows())
