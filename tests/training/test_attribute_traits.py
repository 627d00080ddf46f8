from __future__ import annotations

import numpy as np

from training.attribute_traits import MANY, UNSEEN, value_traits


def column(values: list[str]) -> np.ndarray:
    return np.asarray(values, dtype=object)


def test_a_value_seen_once_is_read_as_one_never_seen_and_nothing_said_is_a_value() -> None:
    found = value_traits(column(["a", "a", "b", "b", "b", "once"]))
    assert found.numbers == {"": 1, "a": 2, "b": 3}
    assert found.keys(column(["a", "once", "never", ""])).tolist() == [2, UNSEEN, UNSEEN, 1]


def test_a_short_list_is_known_value_by_value() -> None:
    traits = value_traits(column(["a", "a", "b", "b"])).traits.toarray()
    assert traits.tolist() == [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]


def test_of_many_values_namesakes_share_traits_and_the_frequent_differ_from_the_rare() -> None:
    names = [f"{place}学院" for place in map(chr, range(0x4E00, 0x4E00 + MANY))] + ["研究所甲", "研究所乙"]
    counts = [2] * MANY + [2, 200]
    found = value_traits(column([name for name, count in zip(names, counts, strict=True) for _ in range(count)]))
    rows = found.traits.toarray()
    one, other, institute, frequent = (rows[found.numbers[name]] for name in (names[0], names[1], "研究所甲", "研究所乙"))
    frequency = len(found.numbers)  # behind the identities
    letters = slice(frequency + 1, None)
    assert one[letters] @ other[letters] > 0.15 and one[letters] @ institute[letters] == 0
    assert frequent[frequency] > 0 > institute[frequency] and rows[UNSEEN][frequency] < institute[frequency]
    assert np.flatnonzero(rows[UNSEEN]).tolist() == [frequency] and rows[found.numbers[""]][frequency] == 0
