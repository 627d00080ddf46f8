"""By what contracts are grouped when a model is judged: the attributes that segment prices or that every register knows.

Where a source has none of the roles of a register (contract type, field, seller and buyer), its price segments and every attribute of few values serve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROLES = ("contract_type", "technology_field", "seller_kind", "seller_region", "buyer_kind", "buyer_region", "ip_kind")
"""Names of attributes that say by what a register is read (`docs/domain.md`); a mapping file that uses them gets its tables by them."""
FEW_VALUES = 60
"""Of an attribute without a role: provinces and states still are, firms and topic codes are not."""


@dataclass(frozen=True)
class Grouping:
    """`labels` (n,) say to which value of `name` each contract belongs; unknown is the empty string."""

    name: str
    labels: NDArray[np.object_]

    def take(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Grouping:
        return Grouping(self.name, self.labels[rows])


def groupings(categories: Mapping[str, Sequence[str]], segments: Sequence[str]) -> tuple[Grouping, ...]:
    """Groupings of n contracts by columns of (n,) values: `segments` first, then the roles, or else all columns of 2 to `FEW_VALUES` values."""
    others = [name for name in ROLES if name in categories]
    if not others:
        others = [name for name, values in categories.items() if 2 <= len(set(values) - {""}) <= FEW_VALUES]
    names = dict.fromkeys([*(name for name in segments if name in categories), *others])
    return tuple(Grouping(name, np.asarray(categories[name], dtype=object)) for name in names)
