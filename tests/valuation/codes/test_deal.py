"""The terms of a deal have the classes of the law, and the older regime is flagged."""

from __future__ import annotations

import pytest

from valuation.codes.code_list import CodeList
from valuation.codes.deal import CONTRACT_TYPE, EXCLUSIVITY, PAYMENT_MODE, PRICE_CONCEPT, PRICING_MODE
from valuation.price import PRICE_CONCEPTS


@pytest.mark.parametrize(
    ("codes", "typed", "code"),
    [
        (CONTRACT_TYPE, "技术转让合同", "technical_transfer"),
        (CONTRACT_TYPE, "专利实施许可", "technical_licence"),
        (CONTRACT_TYPE, "license", "technical_licence"),
        (CONTRACT_TYPE, "委托开发", "technical_development"),
        (CONTRACT_TYPE, "技术培训", "technical_service"),
        (PAYMENT_MODE, "入门费+提成", "entry_fee_and_royalty"),
        (PAYMENT_MODE, "作价入股", "equity"),
        (PAYMENT_MODE, "一次性支付", "lump_sum"),
        (EXCLUSIVITY, "独占", "exclusive"),
        (EXCLUSIVITY, "排他", "sole"),
        (EXCLUSIVITY, "non exclusive", "ordinary"),
        (PRICING_MODE, "挂牌", "listing"),
        (PRICING_MODE, "协议转让", "agreement"),
    ],
)
def test_what_users_type_is_understood(codes: CodeList, typed: str, code: str) -> None:
    assert codes.resolve(typed, "x") == code


def test_licences_are_a_class_of_their_own_and_the_older_regime_is_noted() -> None:
    assert len(CONTRACT_TYPE.entries) == 5
    assert "four classes" in CONTRACT_TYPE.note


def test_exclusivity_runs_from_the_weakest_right_to_the_strongest() -> None:
    assert list(EXCLUSIVITY.entries) == ["ordinary", "sole", "exclusive", "transfer"]


def test_price_concepts_are_one_list() -> None:
    assert dict(PRICE_CONCEPT.entries) == PRICE_CONCEPTS
