"""Counts the terms of deals in the tables that a bundle learns from, for its manifest (`models/terms.py`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.tables.contract_table import ContractTable
from models.terms import CODES, SEGMENTED_BY, STRENGTH, TermsSegment, TermsShare, TermsShares


def terms_shares(tables: Sequence[ContractTable]) -> TermsShares | None:
    """The shares in all tables together; None where no deal tells its terms."""
    rows = [row for table in tables for row in _rows(table)]
    known = [row for row in rows if row[0]]
    if not known:
        return None
    terms = np.asarray([CODES.index(row[0]) for row in known])
    types, kinds = (np.asarray([row[at] for row in known], dtype=np.str_) for at in (1, 2))
    whole = _counts(terms)
    shares = whole / whole.sum()
    segments: list[TermsSegment] = []
    for contract_type in sorted(set(types.tolist()) - {""}):
        own = types == contract_type
        type_shares = _leaning(_counts(terms[own]), shares)
        segments.append(_segment(_counts(terms[own]), type_shares, contract_type))
        for kind in sorted(set(kinds[own].tolist()) - {""}):
            counts = _counts(terms[own & (kinds == kind)])
            segments.append(_segment(counts, _leaning(counts, type_shares), contract_type, kind))
    return TermsShares(unknown=len(rows) - len(known), whole=_segment(whole, shares), segments=tuple(segments))


def _rows(table: ContractTable) -> Iterable[tuple[str, ...]]:
    """Terms, contract type and kind of seller of each row of a table that tells terms at all."""
    if not table.terms:
        return ()
    blank = [""] * len(table)
    return zip(table.terms, *(table.columns.categories.get(name, blank) for name in SEGMENTED_BY), strict=True)


def _counts(terms: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.bincount(terms, minlength=len(CODES)).astype(np.float64)


def _leaning(counts: NDArray[np.float64], wider: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((counts + STRENGTH * wider) / (counts.sum() + STRENGTH))


def _segment(counts: NDArray[np.float64], shares: NDArray[np.float64], contract_type: str = "", seller_kind: str = "") -> TermsSegment:
    each = tuple(TermsShare(terms=code, rows=int(n), share=float(share)) for code, n, share in zip(CODES, counts, shares, strict=True))
    return TermsSegment(contract_type=contract_type, seller_kind=seller_kind, rows=int(counts.sum()), shares=each)
