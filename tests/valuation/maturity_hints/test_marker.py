"""Markers are told apart fast: they hash as numbers, which the hot path relies on."""

from __future__ import annotations

from valuation.maturity_hints.marker import Marker


def test_markers_hash_as_numbers() -> None:
    assert type(Marker.DONE).__hash__ is int.__hash__
    assert len({hash(marker) for marker in Marker}) == len(Marker)
