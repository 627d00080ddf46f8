"""Every kind of marker has Chinese words."""

from __future__ import annotations

from valuation.maturity_hints.chinese_markers import CHINESE_MARKERS
from valuation.maturity_hints.marker import Marker
from valuation.maturity_hints.net import spelled_out


def test_every_kind_of_marker_has_words() -> None:
    assert {marker for marker, _ in CHINESE_MARKERS} == set(Marker)
    assert all(word for _, pattern in CHINESE_MARKERS for word in spelled_out(pattern))
