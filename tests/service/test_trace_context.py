"""The cases are those of the standard's own text and test suite (https://github.com/w3c/trace-context)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.trace_context import Trace, trace_of

TRACE, PARENT = b"4bf92f3577b34da6a3ce929d0e0e4736", b"00f067aa0ba902b7"
GOOD = b"00-" + TRACE + b"-" + PARENT + b"-01"


def test_a_valid_header_names_the_trace_and_our_span_is_a_new_one() -> None:
    one, other = trace_of(GOOD), trace_of(GOOD)
    assert one is not None and other is not None
    assert one.trace_id == other.trace_id == TRACE.decode()
    assert len({one.span_id, other.span_id, PARENT.decode()}) == 3
    assert re.fullmatch(b"00-" + TRACE + b"-[0-9a-f]{16}-00", one.response)


def test_a_span_that_is_recorded_says_so() -> None:
    assert Trace("a" * 32, "b" * 16, recorded=True).response == b"00-" + b"a" * 32 + b"-" + b"b" * 16 + b"-01"


@pytest.mark.parametrize("header", [b"cc-" + GOOD[3:], b"cc-" + GOOD[3:] + b"-what-the-future-will-be-like", b"01-" + GOOD[3:] + b"-"])
def test_a_later_version_is_read_as_far_as_ours_goes(header: bytes) -> None:
    assert trace_of(header) is not None


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"ff-" + GOOD[3:],
        b"00-" + b"0" * 32 + b"-" + PARENT + b"-01",
        b"00-" + TRACE + b"-" + b"0" * 16 + b"-01",
        GOOD.upper(),
        GOOD + b"-extra",
        GOOD + b".",
        b"cc-" + GOOD[3:] + b".what",
        GOOD[:-1],
        GOOD + b"0",
        GOOD.replace(b"-", b"_"),
        b" " + GOOD,
        GOOD + b"\n",
        b"0x-" + GOOD[3:],
    ],
)
def test_what_is_not_valid_is_ignored(header: bytes) -> None:
    assert trace_of(header) is None


@given(st.binary(max_size=80))
def test_no_header_breaks_it(header: bytes) -> None:
    trace_of(header)
