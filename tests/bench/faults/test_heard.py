"""A call's end is one line, read back as it was; anything else is no call."""

from __future__ import annotations

import pytest

from bench.faults.heard import Heard, tally

CALLS = [
    Heard(1.5, 2.25, "acknowledged", 200, "r-1"),
    Heard(1.5, 2.5, "acknowledged", 200, "r-2"),
    Heard(3.0, 3.5, "refused", 503, "storage_unavailable"),
    Heard(4.0, 4.25, "cut"),
]


@pytest.mark.parametrize("call", CALLS, ids=[call.kind for call in CALLS])
def test_a_call_is_read_as_it_was_written(call: Heard) -> None:
    assert Heard.read(call.line()) == call


@pytest.mark.parametrize("line", ["", "1\t2\tcut", "1\t2\tlost\t0\t", "a\tb\tcut\t0\t"])
def test_what_is_no_call_is_not_read_as_one(line: str) -> None:
    with pytest.raises(ValueError):
        Heard.read(line)


def test_calls_are_counted_by_kind_the_most_frequent_first() -> None:
    assert list(tally(CALLS).items()) == [("acknowledged", 2), ("503 storage_unavailable", 1), ("cut", 1)]
