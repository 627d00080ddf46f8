"""A contract is an achievement with the deal that was made on it."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from valuation.contract import Contract
from valuation.money import Money

DEAL = {"text": "一种催化剂", "amount": 1_200_000, "currency": "CNY", "signed": "2023-05-06", "price_concept": "negotiated_transfer_price"}


def test_a_contract_is_an_achievement_with_a_price() -> None:
    contract = Contract.model_validate({**DEAL, "seller_kind": "高校"})
    assert contract.price == Money(amount=1_200_000, currency="CNY")
    assert contract.signed == date(2023, 5, 6)
    assert contract.facts() == {"seller_kind": "022"}


@pytest.mark.parametrize("field", ["amount", "currency", "signed", "price_concept"])
def test_a_deal_without_its_essentials_is_refused(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        Contract.model_validate({name: value for name, value in DEAL.items() if name != field})


@pytest.mark.parametrize("amount", [0, -5, float("nan"), float("inf")])
def test_a_free_contract_is_no_record_of_a_price(amount: float) -> None:
    with pytest.raises(ValidationError, match="amount"):
        Contract.model_validate({**DEAL, "amount": amount})


@pytest.mark.parametrize("typed", ["negotiated_transfer_price", "协议转让价", "Negotiated transfer price"])
def test_the_kind_of_amount_takes_code_and_labels(typed: str) -> None:
    assert Contract.model_validate({**DEAL, "price_concept": typed}).price_concept == "negotiated_transfer_price"


def test_an_unknown_kind_of_amount_lists_the_known_ones() -> None:
    with pytest.raises(ValidationError, match="registered_technology_amount"):
        Contract.model_validate({**DEAL, "price_concept": "market value"})


def test_the_amount_is_refused_among_the_attributes() -> None:
    with pytest.raises(ValidationError, match="never an input to the price"):
        Contract.model_validate({**DEAL, "attributes": {"合同金额": 1_200_000}})


def test_related_contracts_share_a_group() -> None:
    assert Contract.model_validate({**DEAL, "id": "7", "project": "P1"}).group == "P1"
    assert Contract.model_validate({**DEAL, "id": "7"}).group == "7"
    assert Contract.model_validate(DEAL).group is None
