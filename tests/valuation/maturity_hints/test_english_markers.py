"""Every kind of marker has English words."""

from __future__ import annotations

from valuation.maturity_hints.english_markers import ENGLISH_MARKERS
from valuation.maturity_hints.marker import Marker
from valuation.maturity_hints.net import spelled_out


def test_every_kind_of_marker_has_words() -> None:
    assert {marker for marker, _ in ENGLISH_MARKERS} == set(Marker)
    assert all(word for _, pattern in ENGLISH_MARKERS for word in spelled_out(pattern))
