"""States of a listing are free text; the exchange's own are recognised, and two of them mean that the public sees it."""

from __future__ import annotations

import time

import pytest

from valuation.codes.listing_state import LISTING_STATE, PUBLISHED, is_published, known_state
from valuation.listing import Listing


@pytest.mark.parametrize("typed", ["披露中", "disclosed", "Disclosed", " 披露 中 ", "挂牌中", "listed", "降价重挂", "relisted at a lower price"])
def test_a_disclosed_or_relisted_listing_is_published_however_it_is_written(typed: str) -> None:
    assert is_published(typed)


@pytest.mark.parametrize(
    "typed", [None, "", "意向", "内部决策与公示", "公示", "挂牌前复核", "意向方登记", "协议或竞价", "流拍", "撤牌", "成交", "回填", "草稿", "x" * 100]
)
def test_no_other_state_is(typed: str | None) -> None:
    assert not is_published(typed)


def test_a_state_that_nobody_knows_is_no_error() -> None:
    assert known_state("等领导签字") is None
    assert Listing(listing_id="L-1", state="等领导签字").state == "等领导签字"


def test_the_steps_stand_in_the_order_of_a_sale() -> None:
    order = list(LISTING_STATE.entries)
    assert order[0] == "intention" and order[-1] == "backfilled"
    assert order.index("price_advice") < order.index("disclosed") < order.index("sold") < order.index("registered")
    assert set(order) > PUBLISHED


def test_an_unknown_state_costs_next_to_nothing_on_the_hot_path() -> None:
    began = time.perf_counter()
    for at in range(200):
        is_published(f"unknown {at}")
    assert time.perf_counter() - began < 0.1  # the nearest spellings of an error would cost a millisecond each
