"""Every text of the price check is met in some case; none is dead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from valuation.catalogue.price_check import TEXTS
from valuation.money import Money
from valuation.price_check.check import check_price
from valuation.price_check.given_price import ExpectedPrice, GivenPrice
from valuation.price_check.history import PriceHistory

EXPECTED = ExpectedPrice(np.log(1e6) + 0.5 * np.array([-1.6448536, -1.2815516, -0.6744898, 0.0, 0.6744898, 1.2815516, 1.6448536]), "CNY")


def said(kind: Any, amount: float, **more: Any) -> Iterator[str]:
    given = GivenPrice(kind, Money(amount=amount), date(2026, 6, 1), history=PriceHistory.model_validate(more.pop("history", {})), **more)
    check = check_price(given, EXPECTED)
    yield check.note.en
    yield from (flag.en for flag in check.flags)


def contracts(amount: float, copies: int) -> dict[str, Any]:
    return {"contracts": [{"title": "a system", "price": {"amount": amount + at}, "on": "2026-05-01"} for at in range(copies)]}


def test_a_text_is_said_in_some_case() -> None:
    met = [
        *said("contract_price", 1e6, text="技术交易额1元"),
        *(text for amount in (1e5, 3e5, 4e6, 2e7, 1e10, 90.0) for text in said("contract_price", amount)),
        *said("contract_price", 6e5, title="a system", history=contracts(7e5, 1)),
        *said("contract_price", 1e4, title="a system", history=contracts(1e4, 3)),
        *said("asking_price", 1e6, history={"listings": [{"on": "2026-01-01"}, {"on": "2026-03-01", "price": {"amount": 2e6}}]}),
    ]
    shapes = {key: re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(en)), re.DOTALL) for key, (_, en) in TEXTS.items()}
    assert [key for key, shape in shapes.items() if not any(shape.search(text) for text in met)] == []
