"""Terms stand beside a price: how many deals of the kind have no cash price at all."""

from __future__ import annotations

import pytest

from valuation.deal_terms import deal_terms


def test_the_most_frequent_terms_come_first_and_deals_without_a_price_are_added_up() -> None:
    found = deal_terms(
        {"fixed": 0.55, "free": 0.3, "royalty_only": 0.15, "equity": 0.0}, contract_type="technical_licence", seller_kind="", deals=40, version="v"
    )
    assert [one.terms for one in found.shares] == ["fixed", "free", "royalty_only"]
    assert found.without_cash_price == pytest.approx(0.45)
    assert found.contract_type_label is not None and found.contract_type_label.en == "technology licence" and found.seller_kind_label is None
    assert found.shares[1].label.zh == "无偿" and found.shares[1].label.en == "free of charge"
