"""The past is read as every part of an input is: known fields alone, in bounds."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from valuation.price_check.history import MOST_EARLIER, PriceHistory

LISTING = {"price": {"amount": 5e5}, "on": "2026-01-05"}


def test_a_history_is_read_from_json() -> None:
    history = PriceHistory.model_validate({"listings": [LISTING], "contracts": [{"title": "a", "price": {"amount": 9.0}, "on": "2025-03-01"}]})
    assert history.listings[0].price is not None and history.listings[0].price.amount == 5e5
    assert history.contracts[0].on.year == 2025


@pytest.mark.parametrize(
    "wrong",
    [{"listings": [{**LISTING, "buyer": "x"}]}, {"listings": [{"price": {"amount": 5e5}}]}, {"contracts": [LISTING] * (MOST_EARLIER + 1)}, {"deals": []}],
)
def test_what_is_no_history_is_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        PriceHistory.model_validate(wrong)
