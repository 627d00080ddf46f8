"""Like contracts of the same parties within the time are a split where their sum meets a limit that each stays below, or where they are many."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valuation.money import Money
from valuation.price_check.given_price import GivenPrice
from valuation.price_check.history import EarlierContract
from valuation.price_check.split_contracts import split_flag, split_of
from valuation.price_check.thresholds import THRESHOLDS

TITLE = "智能仓储调度系统开发"
LIMITS = replace(THRESHOLDS, split_days=90, split_limits=(1e6, 4e6), split_parts=4)


def other(amount: float = 6e5, title: str = TITLE, on: str = "2026-05-01", currency: str = "CNY") -> dict[str, Any]:
    return {"contract_id": "C1", "title": title, "price": {"amount": amount, "currency": currency}, "on": on}


@pytest.mark.parametrize(
    ("others", "split"),
    [
        ([other(7e5)], True),
        ([other(title=f"{TITLE}(二)")], True),
        ([other(3e5)], False),
        ([other(2e6)], False),
        ([other(7e5, on="2026-01-01")], False),
        ([other(7e5, on="2026-08-29")], True),
        ([other(7e5, title="玉米秸秆还田作业")], False),
        ([other(7e5, currency="USD")], False),
        ([other(1e4)] * 3, True),
        ([other(1e4)] * 2, False),
        ([other(7e5, title=f"{TITLE}补充协议")], False),
        ([], False),
    ],
)
def test_what_is_a_split(given_price, others: list[dict[str, Any]], split: bool) -> None:
    flag = split_flag(given_price(6e5, title=TITLE, history={"contracts": others}), LIMITS)
    assert (flag is not None) is split


@pytest.mark.parametrize(
    ("own", "others", "split"),
    [
        (f"{TITLE}(一)", [other(1e4, title=f"{TITLE}(二)")], True),
        (TITLE, [other(1e4, title=f"{TITLE}(二)")], False),
        (f"{TITLE}(一)", [other(1e4, title="智能仓储分拣系统开发(二)")], False),
        (f"{TITLE}(一)补充协议", [other(1e4, title=f"{TITLE}(二)")], False),
    ],
)
def test_numbered_parts_are_a_split_however_small(given_price, own: str, others: list[dict[str, Any]], split: bool) -> None:
    assert (split_flag(given_price(1e4, title=own, history={"contracts": others}), LIMITS) is not None) is split


def test_the_same_contract_entered_twice_is_no_split_but_many_times_it_is(given_price) -> None:
    twice, often = (split_flag(given_price(6e5, title=TITLE, history={"contracts": [other(6e5)] * copies}), LIMITS) for copies in (1, 3))
    assert twice is None and often is not None


def test_the_limit_and_the_sum_are_told_with_every_part(given_price) -> None:
    flag = split_flag(given_price(6e5, title=TITLE, history={"contracts": [other(5e5), other(7e5, on="2026-04-01")]}), LIMITS)
    assert flag is not None and "3份" in flag.zh and "100万元" in flag.zh and "180万元" in flag.zh
    assert "3 contracts" in flag.en and "each below CNY 1,000,000" in flag.en
    assert [(part.amount, str(part.on)) for part in flag.evidence] == [(7e5, "2026-04-01"), (5e5, "2026-05-01")]


def test_many_small_ones_are_told_without_a_limit(given_price) -> None:
    flag = split_flag(given_price(1e4, title=TITLE, history={"contracts": [other(1e4)] * 3}), LIMITS)
    assert flag is not None and "4 contracts" in flag.en and "each below" not in flag.en


def test_a_listing_is_no_contract(given_price) -> None:
    assert split_flag(given_price(6e5, kind="asking_price", title=TITLE, history={"contracts": [other()]}), LIMITS) is None


@pytest.mark.parametrize("title", ["一二三期部分()系统" * 200, "part i stage 2 of (3) " * 90])
def test_a_thousand_long_titles_cost_no_time(given_price, title: str) -> None:
    contracts = [EarlierContract(title=f"{at}{title}"[:2_000], price=Money(amount=1e5), on="2026-05-01") for at in range(1_000)]
    asked = given_price(1e5, title=title[:2_000])
    began = time.process_time()
    split_of(asked, contracts, LIMITS)
    assert time.process_time() - began < 0.3


@settings(max_examples=60)
@given(st.lists(st.floats(1e3, 1e7), min_size=1, max_size=5))
def test_every_part_of_a_split_sees_the_same_split(amounts: list[float]) -> None:
    contracts = [EarlierContract(contract_id=str(at), title=TITLE, price=Money(amount=amount), on="2026-05-01") for at, amount in enumerate(amounts)]
    seen = []
    for at, own in enumerate(contracts):
        found = split_of(GivenPrice("contract_price", own.price, own.on, own.title), contracts[:at] + contracts[at + 1 :], LIMITS)
        seen.append(found and (found.limit, round(found.total)))
    assert len(set(seen)) == 1
