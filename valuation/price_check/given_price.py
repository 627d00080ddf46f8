"""What a price check compares: the price given, with the words, day and past that belong to it, and the estimate made without it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from valuation.money import Money
from valuation.price_check.history import PriceHistory

GivenKind = Literal["asking_price", "contract_price"]
"""Asked for at listing (挂牌价), or agreed and handed in for registration (认定登记)."""


@dataclass(frozen=True)
class GivenPrice:
    """The price to be checked. `text` is raw: the amounts that models never see are what is looked for in it. `total` is the whole contract's, of which a
    technology amount is a part, in the same currency; None where it is not known.
    """

    kind: GivenKind
    price: Money
    on: date
    title: str = ""
    text: str = ""
    history: PriceHistory = field(default_factory=PriceHistory)
    total: float | None = None


@dataclass(frozen=True)
class ExpectedPrice:
    """The estimate: seven ascending quantiles of ln(amount in units of `currency`), shape (7,)."""

    ln_quantiles: NDArray[np.float64]
    currency: str
