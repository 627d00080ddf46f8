"""Cities stand once, in a province that has cities of its own, and the four municipalities have none."""

from __future__ import annotations

from collections import Counter

from valuation.codes.prefectures import AREAS, CITIES, names_alone, names_in_full


def test_no_name_stands_for_two_provinces() -> None:
    found: dict[str, set[str]] = {}
    for name, digits in (*names_in_full(), *names_alone()):
        found.setdefault(name, set()).add(digits)
    assert not {name: digits for name, digits in found.items() if len(digits) > 1}


def test_nothing_is_written_twice() -> None:
    assert max(Counter(name for name, _ in names_in_full()).values()) == 1


def test_every_prefecture_of_the_twenty_seven_provinces_is_there() -> None:
    prefectures = sum(len(names.split()) for table in (CITIES, AREAS) for names in table.values())
    assert set(CITIES) | set(AREAS) == set(CITIES) and len(CITIES) == 27 and prefectures >= 333
