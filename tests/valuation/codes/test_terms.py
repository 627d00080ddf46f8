"""Terms follow from every payment mode of the register, and say which deals have no cash price."""

from __future__ import annotations

import pytest

from valuation.codes.deal import PAYMENT_MODE
from valuation.codes.terms import DEAL_TERMS, TAX_BASIS, TERMS_OF_PAYMENT, WITHOUT_CASH_PRICE


def test_every_payment_mode_has_its_terms() -> None:
    assert set(TERMS_OF_PAYMENT) == set(PAYMENT_MODE.entries)
    assert set(TERMS_OF_PAYMENT.values()) | {"nil_unstated"} == set(DEAL_TERMS.entries)


@pytest.mark.parametrize("mode", PAYMENT_MODE.entries)
def test_what_says_how_a_deal_is_paid_says_its_terms(mode: str) -> None:
    for spelling in (mode, *PAYMENT_MODE.entries[mode], *(alias for alias, code in PAYMENT_MODE.aliases.items() if code == mode)):
        assert DEAL_TERMS.resolve(spelling, "terms") == TERMS_OF_PAYMENT[mode]


def test_an_entry_fee_is_a_price_and_a_royalty_alone_is_none() -> None:
    assert set(DEAL_TERMS.entries) > WITHOUT_CASH_PRICE
    assert "entry_fee_and_royalty" not in WITHOUT_CASH_PRICE and {"royalty_only", "free", "equity"} < WITHOUT_CASH_PRICE


@pytest.mark.parametrize(("typed", "code"), [("含税", "vat_included"), ("不含税", "vat_excluded"), ("免税", "vat_exempt"), ("未注明", "unstated")])
def test_the_tax_basis_is_read(typed: str, code: str) -> None:
    assert TAX_BASIS.resolve(typed, "tax_basis") == code
