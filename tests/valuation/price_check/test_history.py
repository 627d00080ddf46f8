"""The past is read as every part of an input is: known fields alone, in bounds."""

from __future__ import annotations

from datetime import date

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


def test_what_a_day_did_not_know_is_left_out() -> None:
    days = ("2026-01-05", "2026-01-06", "2026-01-07")
    contracts = [{"title": day, "price": {"amount": 1.0}, "on": day} for day in days]
    known = PriceHistory.model_validate({"listings": [{"on": day} for day in days], "contracts": contracts}).until(date(2026, 1, 6))
    assert [str(entry.on) for entry in known.listings] == [entry.title for entry in known.contracts] == list(days[:2])
