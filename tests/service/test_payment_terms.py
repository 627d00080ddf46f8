"""A valuation says how often deals of its kind have no cash price, where the bundle was told."""

from __future__ import annotations

from typing import Any

import pytest

from models.terms import TermsSegment, TermsShare, TermsShares
from service.payment_terms import PaymentTerms
from valuation.achievement import Achievement

SHARES = TermsShares(
    unknown=3,
    whole=TermsSegment(rows=100, shares=(TermsShare(terms="fixed", rows=100, share=1.0),)),
    segments=(
        TermsSegment(
            contract_type="technical_licence",
            rows=10,
            shares=(TermsShare(terms="fixed", rows=6, share=0.6), TermsShare(terms="free", rows=4, share=0.4)),
        ),
    ),
)


def test_the_narrowest_counted_segment_answers() -> None:
    terms = PaymentTerms(SHARES)
    licence = terms.counted("technical_licence", "022")
    assert licence is not None and (licence.contract_type, licence.deals) == ("technical_licence", 10)
    assert licence.without_cash_price == pytest.approx(0.4)
    other = terms.counted(None, None)
    assert other is not None and (other.contract_type, other.deals) == ("", 100)


def test_a_bundle_that_was_told_no_terms_says_nothing() -> None:
    assert PaymentTerms(None).of(Achievement(text="a")) is None


def test_the_terms_stand_in_the_answer(make_scorer: Any, open_client: Any) -> None:
    client = open_client(make_scorer(terms=SHARES.model_dump()))
    (found,) = client.post("/v1/valuations", json={"achievements": [{"text": "a", "contract_type": "licence"}]}).json()["valuations"]
    assert found["deal_terms"]["without_cash_price"] == pytest.approx(0.4)
