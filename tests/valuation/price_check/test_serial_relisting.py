"""A right put up again and again is flagged with the path of its prices."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from valuation.price_check.serial_relisting import path_of, relisting_flag
from valuation.price_check.thresholds import THRESHOLDS

LIMITS = replace(THRESHOLDS, relist_times=3)


def earlier(*prices: float | None, day: int = 1) -> dict[str, Any]:
    listings = [{"listing_id": f"L{at}", "price": price and {"amount": price}, "on": f"2026-0{at}-0{day}"} for at, price in enumerate(prices, 1)]
    return {"listings": listings}


@pytest.mark.parametrize(("prices", "flagged"), [((), False), ((2e6,), False), ((2e6, 1.5e6), True), ((2e6, 1.5e6, None), True)])
def test_the_third_time_is_one_too_many(given_price, prices: tuple[float | None, ...], flagged: bool) -> None:
    assert (relisting_flag(given_price(1e6, kind="asking_price", history=earlier(*prices)), LIMITS) is not None) is flagged


def test_the_path_of_its_prices_is_told_oldest_first(given_price) -> None:
    flag = relisting_flag(given_price(1e6, kind="asking_price", history=earlier(2e6, None, 1.5e6)), LIMITS)
    assert flag is not None and "挂牌4次" in flag.zh and "200万元 → 面议 → 150万元 → 100万元" in flag.zh
    assert "CNY 2,000,000 → negotiable → CNY 1,500,000 → CNY 1,000,000" in flag.en
    assert [entry.id for entry in flag.evidence] == ["L1", "L2", "L3", None]


def test_one_day_is_one_listing_and_the_given_one_stands_at_its_day(given_price) -> None:
    listings = [
        {"price": {"amount": amount}, "on": day} for amount, day in ((9e6, "2026-05-01"), (2e6, "2026-05-01"), (7e6, "2026-06-01"), (3e6, "2026-07-01"))
    ]
    given = given_price(1e6, kind="asking_price", history={"listings": listings})
    path = path_of(given, given.history.listings)
    assert [entry.price and entry.price.amount for entry in path] == [2e6, 1e6, 3e6]


def test_a_contract_is_no_listing(given_price) -> None:
    assert relisting_flag(given_price(1e6, history=earlier(2e6, 2e6, 2e6)), LIMITS) is None
