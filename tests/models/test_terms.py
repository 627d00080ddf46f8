"""The narrowest segment that was counted answers for a deal."""

from __future__ import annotations

import pytest

from models.terms import TermsSegment, TermsShare, TermsShares


def segment(contract_type: str = "", seller_kind: str = "", free: float = 0.0) -> TermsSegment:
    shares = (TermsShare(terms="fixed", rows=9, share=1 - free), TermsShare(terms="free", rows=1, share=free))
    return TermsSegment(contract_type=contract_type, seller_kind=seller_kind, rows=10, shares=shares)


SHARES = TermsShares(unknown=0, whole=segment(), segments=(segment("technical_licence", free=0.3), segment("technical_licence", "022", free=0.4)))


@pytest.mark.parametrize(
    ("asked", "free"),
    [(("technical_licence", "022"), 0.4), (("Technical_Licence", "150"), 0.3), (("technical_licence", None), 0.3), ((None, "022"), 0.0), (("x", "y"), 0.0)],
)
def test_the_narrowest_counted_segment_answers(asked: tuple[str | None, str | None], free: float) -> None:
    assert SHARES.of(*asked).share_of("free", "royalty_only") == pytest.approx(free)
