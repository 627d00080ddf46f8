"""The hardware track has two or three items on each of nine levels, under codes that stay."""

from __future__ import annotations

from collections import Counter

from valuation.maturity_gate.hardware import HARDWARE


def test_every_level_has_two_or_three_items() -> None:
    assert Counter(item.level for item in HARDWARE).keys() == set(range(1, 10))
    assert set(Counter(item.level for item in HARDWARE).values()) == {2, 3}


def test_codes_are_lettered_within_their_level_and_no_text_stands_twice() -> None:
    letters = Counter[int]()
    for item in HARDWARE:
        assert item.code == f"H{item.level}{'abc'[letters[item.level]]}"
        letters[item.level] += 1
    assert len({item.what for item in HARDWARE}) == len({item.document for item in HARDWARE}) == len(HARDWARE)
