"""The counters agree with a count of everything that was taken, never let more through than a window holds, and forget who has gone."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from service.quota_memory import MANY, QuotaMemory


class Seconds:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(coroutine)


@given(st.integers(1, 50), st.lists(st.tuples(st.floats(0, 90), st.integers(1, 60)), max_size=60))
def test_a_window_never_holds_more_than_two_quotas_and_none_more_than_its_own(limit: int, calls: list[tuple[float, int]]) -> None:
    """The window of a counter is exact, one that lies across two of them is not: at most twice the quota, and that only where the first was taken late."""
    clock, taken = Seconds(), []
    memory = QuotaMemory(clock)

    async def all_of_them() -> None:
        for pause, amount in calls:
            clock.now += pause
            if await memory.acquire_sliding_window_entry("k", limit, 60, amount):
                taken.append((clock.now, amount))
            before, before_left, now, now_left = await memory.get_sliding_window("k", 60)
            assert int(before * before_left / 60) + now <= limit
            assert before_left <= 60 and now_left <= 120

    run(all_of_them())
    for start, _ in taken:
        assert sum(amount for at, amount in taken if start <= at < start + 60) < 2 * limit + 1


@given(st.integers(1, 100))
def test_what_is_within_the_quota_is_never_refused_to_whoever_comes_first(limit: int) -> None:
    assert run(QuotaMemory(Seconds()).acquire_sliding_window_entry("k", limit, 60, limit))


def test_the_last_window_fades_as_this_one_grows() -> None:
    clock = Seconds()
    memory = QuotaMemory(clock)
    take = memory.acquire_sliding_window_entry

    async def story() -> list[bool]:
        first = [await take("k", 100, 60, 100), await take("k", 100, 60, 1)]
        clock.now += 90  # half of the window before still counts
        later = [await take("k", 100, 60, 51), await take("k", 100, 60, 50), await take("k", 100, 60, 1)]
        clock.now += 120
        return [*first, *later, await take("k", 100, 60, 100)]

    assert run(story()) == [True, False, False, True, False, True]


def test_callers_do_not_count_for_one_another() -> None:
    memory = QuotaMemory(Seconds())

    async def both() -> list[bool]:
        return [await memory.acquire_sliding_window_entry(key, 1, 60) for key in ("a", "b", "a")]

    assert run(both()) == [True, True, False]


def test_who_has_long_been_away_is_forgotten() -> None:
    clock = Seconds()
    memory = QuotaMemory(clock)

    async def crowd() -> int | None:
        for at in range(MANY):
            await memory.acquire_sliding_window_entry(f"{at}", 10, 60)
        clock.now += 120
        await memory.acquire_sliding_window_entry("late", 10, 60)
        return await memory.reset()

    assert run(crowd()) == 1
