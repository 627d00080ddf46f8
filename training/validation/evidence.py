"""What every finder looks at: the corpus as it was read, and what is worked out of it once for all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.tables.mapping import Mapping
from training.corpus import Corpus
from training.validation.finding import Finding
from training.validation.near_duplicates import Pairs, near_duplicates
from training.validation.standing import Standing, standing


@dataclass(frozen=True)
class Evidence:
    """`corpus` must be as `merge` made it, row for row with its tables; `today` is the day after which no contract can have been signed."""

    corpus: Corpus
    today: date
    _pairs: dict[float, Pairs] = field(default_factory=dict)

    @cached_property
    def standing(self) -> Standing:
        """Each price against its segment."""
        return standing(self.corpus)

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """1-based data row of each row in its own table, (n,)."""
        return np.concatenate([table.rows for table in self.corpus.tables])

    @cached_property
    def ids(self) -> list[str]:
        """Contract ids, (n,)."""
        return [each for table in self.corpus.tables for each in table.ids]

    @cached_property
    def titles(self) -> list[str]:
        """The first line of each text that has a title, "" elsewhere; (n,)."""
        columns = self.corpus.columns
        return [text.split("\n", 1)[0] if title else "" for text, title in zip(columns.text, columns.titles.tolist(), strict=True)]

    @cached_property
    def related(self) -> list[str]:
        """Why a deal is not at arm's length, "" where nothing says so; (n,)."""
        return [each for table in self.corpus.tables for each in (table.related or [""] * len(table))]

    def pairs(self, least: float) -> Pairs:
        """Near-duplicates of at least that similarity."""
        if least not in self._pairs:
            self._pairs[least] = near_duplicates(self.corpus.columns.text, least)
        return self._pairs[least]

    def source(self, at: int) -> Mapping:
        """The mapping that a row came by."""
        return self.corpus.tables[int(self.corpus.source[at])].source

    def about_price(self, at: int, value: str, reason: str, other: int = -1) -> Finding:
        """A finding in the amount of a row."""
        price = self.source(at).price
        return self.about(at, price.amount if price is not None else "amount", value, reason, other)

    def about(self, at: int, field: str, value: str, reason: str, other: int = -1) -> Finding:
        """A finding of a row of the corpus; rule and action are the caller's business."""
        return Finding(
            rule="",
            finding="",
            action="",
            costs="",
            source=self.source(at).name,
            row=int(self.rows[at]),
            id=self.ids[at],
            field=field,
            value=value if len(value) <= 80 else value[:77] + "...",
            reason=reason,
            other=self.ids[other] if other >= 0 else "",
            at=at,
        )
