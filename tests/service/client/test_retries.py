from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from service.client.problem import Problem, Unreachable
from service.client.retries import NEVER, Retries


def failure(status: int, retry_after: float | None = None) -> Problem:
    return Problem({"status": status}, retry_after)


@given(st.integers(1, 20), st.sampled_from([409, 422, 429, 500, 503, 504]), st.none() | st.floats(0, 1e6), st.integers(0, 99))
def test_a_pause_is_never_shorter_than_asked_nor_much_longer_than_the_longest(tried: int, status: int, asked: float | None, seed: int) -> None:
    retries = Retries(attempts=5, longest=10, chance=random.Random(seed))
    pause = retries.pause(tried, failure(status, asked))
    passes = status in (429, 503) or (status == 409 and asked is not None)
    assert (pause is not None) == (tried < 5 and passes and (asked is None or asked <= 10))
    if pause is not None:
        assert (asked or 0) <= pause <= 11


def test_pauses_grow_where_the_service_does_not_say() -> None:
    retries = Retries(attempts=9, chance=random.Random(1))
    pauses = [retries.pause(tried, Unreachable()) or 0 for tried in (1, 3, 5)]
    assert pauses == sorted(pauses) and pauses[0] > 0


def test_time_that_is_over_is_not_waited_for_again() -> None:
    late = Unreachable()
    late.__cause__ = TimeoutError()
    assert Retries().pause(1, late) is None


def test_never_is_never() -> None:
    assert NEVER.pause(1, failure(429, 0)) is None
