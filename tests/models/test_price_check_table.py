"""One row out for each row in, in its place, with percentiles, flags and reasons in both languages."""

from __future__ import annotations

import math
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from models.predictions import Predictions
from models.price_check_table import price_check_table
from models.price_findings import RowChecks
from models.tables.listing_columns import ListingColumns
from valuation.money import Money
from valuation.price_check.check import check_price
from valuation.price_check.given_price import ExpectedPrice, GivenPrice
from valuation.price_check.thresholds import THRESHOLDS
from valuation.refusal import Refusal

QUANTILES = math.log(1e6) + np.array([-1.6448536, -1.2815516, -0.6744898, 0.0, 0.6744898, 1.2815516, 1.6448536])


@pytest.fixture
def written() -> pa.Table:
    def check(kind: Any, amount: float, expected: ExpectedPrice | None, text: str = "") -> Any:
        return check_price(GivenPrice(kind, Money(amount=amount), date(2026, 1, 5), text=text), expected)

    estimate = ExpectedPrice(QUANTILES, "CNY")
    checks = [
        RowChecks(check("asking_price", 1e10, estimate), check("contract_price", 1e10, estimate, "技术交易额为1元")),
        RowChecks(None, check("contract_price", 1e6, estimate)),
        RowChecks(None, check("contract_price", 1e6, None)),
        RowChecks(None, None),
    ]
    prices = np.array([1e10, 1e6, 1e6, np.nan])
    nothing = np.full(4, np.nan)
    days, blank = np.full(4, np.datetime64("NaT", "D")), [""] * 4
    listing = ListingColumns(blank, blank, prices, nothing, nothing, "CNY", "CNY", days, blank, blank, blank, {3: "no day"})
    price = np.stack([QUANTILES, QUANTILES, QUANTILES * np.nan, QUANTILES])
    predictions = Predictions(None, price, None, {}, {}, np.zeros((4, 1), np.float32), [None, None, Refusal.THIN_SUPPORT, None])
    columns = SimpleNamespace(dates=np.full(4, np.datetime64("2026-01-05", "D")))
    table: Any = type("Rows", (), {"ids": ["a", "", "c", "c"], "columns": columns, "unreadable": {3: "broken"}, "__len__": lambda self: 4})()
    manifest: Any = SimpleNamespace(price=SimpleNamespace(currency="CNY", concept="registered_technology_amount"), version="v1")
    return price_check_table(table, listing, predictions, checks, manifest, THRESHOLDS)


def test_a_row_in_is_a_row_out_with_its_id_as_given(written: pa.Table) -> None:
    assert written["id"].to_pylist() == ["a", "", "c", "c"]
    assert set(written["thresholds_version"].to_pylist()) == {THRESHOLDS.version}
    assert set(written["price_concept"].to_pylist()) == {"registered_technology_amount"}


def test_flags_and_reasons_of_both_prices_stand_once(written: pa.Table) -> None:
    row = written.to_pylist()[0]
    assert row["flags"] == "far_outside_interval | text_amount_disagrees" and row["anomaly"] is True
    assert "单位" in row["reasons_zh"] and "技术交易额为1元" in row["reasons_zh"] and "check its unit" in row["reasons_en"]
    assert row["asking_percentile"] == row["contract_percentile"] > 99


def test_what_is_not_known_is_null_and_says_why(written: pa.Table) -> None:
    _, ordinary, refused, unreadable = written.to_pylist()
    assert (ordinary["anomaly"], ordinary["flags"], ordinary["asking_price"]) == (False, None, None)
    assert ordinary["expected_p50"] == pytest.approx(1e6)
    assert (refused["anomaly"], refused["contract_percentile"], refused["expected_p50"], refused["refused"]) == (None, None, None, "thin_support")
    assert (
        unreadable["anomaly"] is None
        and unreadable["expected_p50"] is None
        and unreadable["refused"] == "unreadable_row: broken"
        and unreadable["unread"] == "no day"
    )
