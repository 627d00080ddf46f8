from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from service.request_id import request_id_of


@given(st.text("abcXYZ019._-", min_size=1, max_size=128))
def test_a_callers_own_id_is_kept(own: str) -> None:
    assert request_id_of(own.encode()) == own


@given(st.one_of(st.none(), st.binary(max_size=300).filter(lambda given: not re.fullmatch(rb"[A-Za-z0-9._-]{1,128}", given))))
def test_what_cannot_stand_in_a_log_is_replaced(given: bytes | None) -> None:
    assert re.fullmatch("[0-9a-f]{32}", request_id_of(given))


def test_a_made_id_is_no_other_requests() -> None:
    assert len({request_id_of(None) for _ in range(1_000)}) == 1_000


def test_a_line_break_at_the_end_does_not_pass() -> None:
    assert request_id_of(b"abc\n") != "abc\n"
