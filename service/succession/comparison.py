"""Two models on the same rows: by how much ln price differs, challenger less champion, and how often one answers where the other refuses."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from service.job import Answer, RowFailed


@dataclass(frozen=True, eq=False)
class Comparison:
    """Of one call: `rows` both were asked for, `differences` of the rows that both priced."""

    rows: int
    differences: NDArray[np.float64]
    refusals_changed: int

    @property
    def compared(self) -> int:
        """Rows that both priced."""
        return len(self.differences)

    @classmethod
    def of(cls, champion: Answer, challenger: Answer) -> Comparison:
        """What two answers to the same rows differ in."""
        (ours, answered), (theirs, answered_too) = _ln_prices(champion), _ln_prices(challenger)
        changed = answered != answered_too
        difference = (theirs - ours)[~changed]
        return cls(len(ours), difference[np.isfinite(difference)], int(changed.sum()))


@dataclass(frozen=True)
class Tally:
    """Of many calls: `total` of the differences, `largest` the one farthest from 0, with its sign."""

    rows: int = 0
    compared: int = 0
    total: float = 0.0
    largest: float = 0.0
    refusals_changed: int = 0

    @property
    def mean(self) -> float | None:
        """Mean difference of ln price; None where no row was priced by both."""
        return self.total / self.compared if self.compared else None

    def __add__(self, call: Comparison) -> Tally:
        farthest = max((self.largest, *call.differences.tolist()), key=abs)
        return Tally(
            self.rows + call.rows,
            self.compared + call.compared,
            self.total + float(call.differences.sum()),
            farthest,
            self.refusals_changed + call.refusals_changed,
        )


@dataclass
class Tallies:
    """Since they were last taken, by the versions of champion and challenger."""

    _by_pair: dict[tuple[str, str], Tally] = field(default_factory=dict)

    def add(self, champion: str, challenger: str, call: Comparison) -> None:
        """A call more."""
        self._by_pair[champion, challenger] = self._by_pair.get((champion, challenger), Tally()) + call

    def taken(self) -> dict[tuple[str, str], Tally]:
        """All of them; they begin anew."""
        taken, self._by_pair = self._by_pair, {}
        return taken


def _ln_prices(answer: Answer) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """ln price of every row, NaN where there is none, and whether the row was answered at all."""
    prices, answered = [], []
    for part in answer:
        outcome = part.own()
        if isinstance(outcome, RowFailed):
            prices.append(np.full(part.rows, np.nan))
            answered += [False] * part.rows
        else:
            prices.append(np.full(part.rows, np.nan) if outcome.price_point is None else outcome.price_point)
            answered += [reason is None for reason in outcome.refusals]
    found = np.asarray(answered, dtype=bool)
    return np.where(found, np.concatenate([np.empty(0), *prices]), np.nan), found
