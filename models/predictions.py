"""What a scorer answers for n achievements, in arrays; tables and the service turn it into their own shapes.

Prices are ln(amount in units of the currency). A head that the bundle lacks is None; a row that is refused carries its reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuation.refusal import Refusal


@dataclass(frozen=True, eq=False)
class Predictions:
    """`price` (n, 7) ascending quantiles and `price_point` (n,) the mean, both of ln(price); `maturity` (n, 8) P(level > 1 … 8);
    `scores` maps a value to (n, 3) quantiles 5, 50, 95 % of the experts' score; `signals` maps a value to (n,) probabilities;
    `embedding` (n, d) of the text; `refusals` one reason or None a row, which blanks every head of that row.
    """

    price_point: NDArray[np.float64] | None
    price: NDArray[np.float64] | None
    maturity: NDArray[np.float64] | None
    scores: dict[str, NDArray[np.float64]]
    signals: dict[str, NDArray[np.float64]]
    embedding: NDArray[np.float32]
    refusals: list[Refusal | None]

    def __len__(self) -> int:
        return len(self.refusals)

    def __getitem__(self, rows: slice) -> Predictions:
        return Predictions(
            None if self.price_point is None else self.price_point[rows],
            None if self.price is None else self.price[rows],
            None if self.maturity is None else self.maturity[rows],
            {name: values[rows] for name, values in self.scores.items()},
            {name: values[rows] for name, values in self.signals.items()},
            self.embedding[rows],
            self.refusals[rows],
        )


def joined(parts: Sequence[Predictions]) -> Predictions:
    """Predictions of one bundle laid one after the other; at least one part."""

    def stacked(values: list[NDArray[np.float64] | None]) -> NDArray[np.float64] | None:
        present = [value for value in values if value is not None]
        return np.concatenate(present) if present else None

    def named(values: list[dict[str, NDArray[np.float64]]]) -> dict[str, NDArray[np.float64]]:
        return {name: np.concatenate([value[name] for value in values]) for name in values[0]}

    return Predictions(
        stacked([part.price_point for part in parts]),
        stacked([part.price for part in parts]),
        stacked([part.maturity for part in parts]),
        named([part.scores for part in parts]),
        named([part.signals for part in parts]),
        np.concatenate([part.embedding for part in parts]),
        [reason for part in parts for reason in part.refusals],
    )


def amounts_of(predictions: Predictions) -> tuple[NDArray[np.float64] | None, NDArray[np.float64] | None]:
    """Mean (n,) and quantiles (n, 7) in units of the currency: exp of what the heads say; infinite beyond all numbers."""
    with np.errstate(over="ignore"):
        point, quantiles = (None if head is None else np.exp(head) for head in (predictions.price_point, predictions.price))
    return point, quantiles


def finite_rows(predictions: Predictions, *amounts: NDArray[np.float64] | None) -> NDArray[np.bool_]:
    """Rows (n,) in which every amount and every head that is there gives a number; the others must not be shown as if they were answers."""
    finite = np.ones(len(predictions), dtype=bool)
    heads = [*amounts, predictions.maturity, *predictions.scores.values(), *predictions.signals.values()]
    columns = [head.reshape(len(predictions), -1) for head in heads if head is not None]
    if columns:
        finite &= np.isfinite(np.concatenate(columns, axis=1)).all(axis=1)
    return finite


def refusal_reasons(predictions: Predictions, unreadable: Mapping[int, str]) -> list[str | None]:
    """Why each row of a table has no estimate, None where it has one; a row that could not be read is refused whatever the model said of it."""
    said = [None if reason is None else str(reason) for reason in predictions.refusals]
    return [f"{Refusal.UNREADABLE}: {unreadable[row]}" if row in unreadable else reason for row, reason in enumerate(said)]
