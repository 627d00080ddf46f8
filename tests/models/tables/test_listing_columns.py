"""What a price check reads: raw words, prices in units of their currency, parties, and which rows put up one right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.tables.listing_columns import ListingColumns, read_listing
from models.tables.mapping import Mapping
from models.tables.open_table import open_table
from valuation.field_error import FieldError

MAPPING: dict[str, Any] = {
    "title": "名称",
    "text": ["摘要", "要点"],
    "price": {"concept": "registered_technology_amount", "amount": "金额", "unit": "万元", "total": "总额", "largest": 10},
    "date": {"column": "签订日期"},
    "party": {"seller": "卖方", "buyer": "买方"},
    "listing": {"price": "挂牌价", "unit": "元", "date": "挂牌日", "id": "编号", "relisted_from": "上次", "right": ["专利号"]},
}
ROWS: dict[str, list[Any]] = {
    "名称": ["甲 技术", "乙", "丙", "丁", "戊"],
    "摘要": ["技术交易额为12万元", "b", "", "d", "e"],
    "要点": ["", "更多", "c", "", ""],
    "金额": ["12", "面议", "x", "", "1.5"],
    "总额": ["20", "", "", "", "1"],
    "签订日期": ["2026-01-05"] * 5,
    "卖方": ["某大学", "某大学", "", "某大学 ", "他校"],
    "买方": ["某公司", "某公司", "某公司", "某公司", "某公司"],
    "挂牌价": ["150000", "100000", "", "80000", "9"],
    "挂牌日": ["2025-01-01", "2025-03-01", "不详", "昨天", "2025-06-01"],
    "编号": ["L1", "L2", "", "L3", "L4"],
    "上次": ["", "L1", "", "L2", ""],
    "专利号": ["", "", "ZL2020 1", "", "zl20201"],
}


@pytest.fixture
def listing(write: Callable[..., Path]) -> Callable[..., ListingColumns]:
    def read(columns: dict[str, Any] | None = None, **changes: Any) -> ListingColumns:
        mapping = Mapping.of({key: value for key, value in {**MAPPING, **changes}.items() if value is not None}, "m.toml")
        kept = {name: cells for name, cells in {**ROWS, **(columns or {})}.items() if cells is not None}
        return read_listing(open_table(write("in.csv", kept)), mapping)

    return read


def test_words_are_raw_and_prices_in_units_of_the_currency(listing: Callable[..., ListingColumns]) -> None:
    found = listing()
    assert found.titles[0] == "甲 技术" and found.texts[:3] == ["技术交易额为12万元", "b\n更多", "c"]
    assert np.array_equal(found.contract_prices, [120_000, np.nan, np.nan, np.nan, 15_000], equal_nan=True)
    assert np.array_equal(found.asking_prices, [150_000, 100_000, np.nan, 80_000, 9], equal_nan=True)
    assert (found.contract_currency, found.asking_currency) == ("CNY", "CNY")


def test_what_training_would_doubt_is_read_for_the_check(listing: Callable[..., ListingColumns]) -> None:
    found = listing()
    assert found.contract_prices[0] == 120_000, "above the largest that the mapping allows"
    assert (found.contract_prices[4], found.contract_totals[4]) == (15_000, 10_000)
    assert np.isnan(listing({"总额": None}).contract_totals).all()


def test_a_price_or_day_that_cannot_be_read_is_told_and_unknown(listing: Callable[..., ListingColumns]) -> None:
    found = listing()
    assert found.unreadable.keys() == {1, 2, 3}
    assert "面议" in found.unreadable[1] and "not an amount" in found.unreadable[2] and "昨天" in found.unreadable[3]
    assert [str(day) for day in found.listed] == ["2025-01-01", "2025-03-01", "NaT", "NaT", "2025-06-01"]


def test_one_right_is_its_chain_of_relistings_or_its_number(listing: Callable[..., ListingColumns]) -> None:
    rights = listing().rights
    assert rights[0] == rights[1] == rights[3] != "" and rights[2] == rights[4] != rights[0]


def test_a_row_that_names_no_right_belongs_to_none(listing: Callable[..., ListingColumns]) -> None:
    assert listing({"编号": [""] * 5, "上次": [""] * 5, "专利号": [""] * 5}).rights == [""] * 5


def test_a_ring_of_relistings_ends(listing: Callable[..., ListingColumns]) -> None:
    assert len(set(listing({"上次": ["L3", "L1", "", "L2", ""]}).rights[:2])) == 1


def test_parties_are_compared_by_their_letters(listing: Callable[..., ListingColumns]) -> None:
    parties = listing().parties
    assert parties[0] == parties[1] == parties[3] != "" and parties[2] == "" and parties[4] != parties[0]


def test_contract_price_and_parties_may_be_absent_where_there_is_a_listing(listing: Callable[..., ListingColumns]) -> None:
    found = listing({"金额": None, "卖方": None})
    assert np.isnan(found.contract_prices).all() and found.parties == [""] * 5
    assert np.isfinite(found.asking_prices).sum() == 4


def test_without_a_listing_the_contract_price_stands_alone(listing: Callable[..., ListingColumns]) -> None:
    found = listing(listing=None)
    assert np.isnan(found.asking_prices).all() and found.rights == [""] * 5 and np.isnat(found.listed).all()
    assert found.contract_prices[0] == 120_000


@pytest.mark.parametrize(("columns", "changes", "said"), [({"挂牌价": None}, {}, "listing.price"), ({"金额": None}, {"listing": None}, "no price to check")])
def test_a_table_without_its_price_is_refused(listing: Callable[..., ListingColumns], columns: dict[str, Any], changes: dict[str, Any], said: str) -> None:
    with pytest.raises(FieldError, match=said):
        listing(columns, **changes)
