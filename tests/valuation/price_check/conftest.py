"""One price beside one estimate: 100万元 expected, a 90 % interval of 25 to 400万元."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

from valuation.money import Money
from valuation.price_check.given_price import ExpectedPrice, GivenKind, GivenPrice
from valuation.price_check.history import PriceHistory

_SPREAD = math.log(4) / 1.6448536
Z = np.array([-1.6448536, -1.2815516, -0.6744898, 0.0, 0.6744898, 1.2815516, 1.6448536])


@pytest.fixture
def expected() -> ExpectedPrice:
    return ExpectedPrice(math.log(1e6) + _SPREAD * Z, "CNY")


@pytest.fixture
def given_price() -> Callable[..., GivenPrice]:
    def make(amount: float = 1e6, kind: GivenKind = "contract_price", currency: str = "CNY", on: str = "2026-06-01", **more: Any) -> GivenPrice:
        history = PriceHistory.model_validate(more.pop("history", {}))
        return GivenPrice(kind, Money(amount=amount, currency=currency), date.fromisoformat(on), history=history, **more)

    return make
