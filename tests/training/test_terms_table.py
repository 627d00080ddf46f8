"""What is printed of the terms: the whole, every contract type, the largest narrower segments, and the terms that occur."""

from __future__ import annotations

from rich.console import Console

from models.terms import TermsSegment, TermsShare, TermsShares
from training.terms_table import MOST, terms_table


def segment(contract_type: str, seller_kind: str, rows: int) -> TermsSegment:
    shares = (TermsShare(terms="fixed", rows=rows, share=0.75), TermsShare(terms="free", rows=1, share=0.25), TermsShare(terms="equity", rows=0, share=0.0))
    return TermsSegment(contract_type=contract_type, seller_kind=seller_kind, rows=rows, shares=shares)


def test_terms_that_occur_are_columns_and_narrow_segments_are_the_largest() -> None:
    narrow = tuple(segment("technical_licence", f"{kind:03d}", kind) for kind in range(100, 100 + MOST + 2))
    shares = TermsShares(unknown=7, whole=segment("", "", 900), segments=(segment("technical_licence", "", 5), segment("transfer_or_licence", "", 3), *narrow))
    console = Console(width=200, record=True)
    console.print(terms_table(shares))
    text = console.export_text()
    assert "free of charge" in text and "equity" not in text and "75.0" in text
    assert "technology licence" in text and "transfer_or_licence" in text and "110 state-owned enterprise" not in text
    assert f"{99 + MOST + 2}" in text and "2 narrower segments more" in text and "unknown in 7 rows" in text and "[A]" in text
