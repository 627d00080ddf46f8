"""Outcomes: amounts to the last digit, days that have come, and whether there is a valuation beside them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Context, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import insert

from service.identity.caller import ANYBODY
from service.outcomes import ExactMoney, NotSold, OutcomeCall, Sold, keep_outcome, outcomes_of, require_past
from service.problems import Problem
from service.store.database import Database
from service.store.tables import audit_listings

AT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
SOLD = Sold(listing_id="L", version=None, on="2026-11-22", outcome="sold", price=ExactMoney(amount=Decimal("1.50"), currency="CNY"))


@given(st.integers(10**26, 10**45 - 1).map(lambda digits: Decimal(digits).scaleb(-30, Context(prec=60))))
@example(Decimal("123456789012345.012345678901234567890123456789"))
@example(Decimal("1E+3"))
@example(Decimal("100"))
def test_an_amount_is_the_same_number_in_plain_digits(amount: Decimal) -> None:
    digits = ExactMoney(amount=amount, currency="CNY").digits
    assert Decimal(digits) == amount and set(digits) <= set("0123456789.")
    assert not (("." in digits) and digits.endswith(("0", ".")))


@pytest.mark.parametrize("amount", [Decimal("0"), Decimal("1e15"), Decimal("NaN"), Decimal("Infinity"), Decimal("1e999999"), 1.5, "1", True, None])
def test_what_is_no_amount_is_refused(amount: object) -> None:
    with pytest.raises(ValidationError):
        ExactMoney(amount=amount, currency="CNY")


def test_what_happens_tomorrow_somewhere_on_earth_is_taken_and_no_later_day() -> None:
    require_past(SOLD.model_copy(update={"on": date(2026, 11, 23)}), AT)
    with pytest.raises(Problem, match="has not come"):
        require_past(SOLD.model_copy(update={"on": date(2026, 11, 24)}), AT)


def test_the_kind_decides_whether_there_is_a_price() -> None:
    assert isinstance(OutcomeCall.model_validate({"listing_id": "L", "on": "2026-11-22", "outcome": "withdrawn"}).root, NotSold)
    schema = OutcomeCall.model_json_schema()
    assert set(schema["discriminator"]["mapping"]) == {"sold", "unsold", "withdrawn"}


def test_outcomes_come_back_in_the_order_in_which_they_were_told(database: Database) -> None:
    with database.begin() as connection:
        first = keep_outcome(connection, "b", SOLD, ANYBODY, AT)
        connection.execute(insert(audit_listings), {"record": "r", "item": 0, "owner": "open", "listing_id": "L", "version": 1, "state": None, "at": AT})
        again = keep_outcome(connection, "a", SOLD, ANYBODY, AT.replace(minute=31))
        kept = outcomes_of(connection, "open", "L")
        assert outcomes_of(connection, "other", "L") == []
    assert (first.valued, first.note is not None, again.valued, again.note) == (False, True, True, None)
    assert [one.id for one in kept] == ["b", "a"] and kept[0] == first.outcome and kept[0].amount == "1.5"


@pytest.mark.parametrize(("written", "version"), [(Decimal("303.0"), 303), (7, 7), (Decimal("1e3"), 1_000), (None, None)])
def test_a_whole_number_is_one_however_it_is_written(written: object, version: int | None) -> None:
    told = OutcomeCall.model_validate({"listing_id": "L", "outcome": "withdrawn", "on": "2024-01-01", "version": written})
    assert told.root.version == version


@pytest.mark.parametrize("written", [True, Decimal("3.5"), Decimal("1e999999999"), "3", -1])
def test_what_is_no_whole_number_is_no_version(written: object) -> None:
    with pytest.raises(ValidationError):
        OutcomeCall.model_validate({"listing_id": "L", "outcome": "withdrawn", "on": "2024-01-01", "version": written})
