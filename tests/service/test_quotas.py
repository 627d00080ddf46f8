"""A caller gets what was promised a minute, is told what is left and when to come back, and is locked out by no clock and no storage."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.identity.caller import ANYBODY, Caller
from service.problems import Problem
from service.quota_memory import QuotaMemory
from service.quotas import NOTHING, UNASKED, Quotas, seconds_until

LIMITED = replace(ANYBODY, subject="key:limited", quota=100)


class Seconds:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Broken(QuotaMemory):
    """A shared storage that has gone."""

    async def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        raise ConnectionError("refused")

    async def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        raise ConnectionError("refused")


class Hanging(Broken):
    async def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        await asyncio.sleep(60)
        return True


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def quotas(clock: Seconds) -> Quotas:
    return Quotas(0, window=QuotaMemory(clock))


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(coroutine)


def taken(quotas: Quotas, cost: int, caller: Caller = LIMITED) -> Mapping[str, str]:
    found: Mapping[str, str] = run(quotas.take(caller, cost))
    return found


def refused(quotas: Quotas, cost: int, caller: Caller = LIMITED) -> Problem:
    with pytest.raises(Problem) as problem:
        taken(quotas, cost, caller)
    return problem.value


def test_without_a_quota_nothing_is_counted_and_nothing_said(quotas: Quotas) -> None:
    assert taken(quotas, 10**9, ANYBODY) is NOTHING
    assert quotas._limiter is None


def test_a_key_has_its_own_quota_and_the_others_that_of_the_service(clock: Seconds) -> None:
    quotas = Quotas(7, window=QuotaMemory(clock))
    assert [quotas.of(caller) for caller in (ANYBODY, LIMITED, replace(LIMITED, quota=0))] == [7, 100, 0]


def test_headers_tell_the_policy_what_is_left_and_for_how_long(quotas: Quotas, clock: Seconds) -> None:
    assert taken(quotas, 30) == {"RateLimit-Policy": '"valuations";q=100;w=60', "RateLimit": '"valuations";r=70;t=61'}
    clock.now += 90
    assert taken(quotas, 1)["RateLimit"] == '"valuations";r=84;t=1'


def test_beyond_the_quota_a_call_is_a_429_that_takes_nothing(quotas: Quotas) -> None:
    taken(quotas, 90)
    problem = refused(quotas, 11)
    assert (problem.status, problem.type.code) == (429, "quota_exceeded")
    assert problem.headers["RateLimit"].startswith('"valuations";r=10;t=')
    assert "11" in problem.detail.en and "10" in problem.detail.zh
    taken(quotas, 10)


def test_a_call_larger_than_the_whole_quota_is_told_to_split(quotas: Quotas) -> None:
    problem = refused(quotas, 101)
    assert (problem.status, problem.type.code) == (413, "too_large") and "Retry-After" not in problem.headers
    taken(quotas, 100)


def test_headers_are_structured_fields_of_the_draft(quotas: Quotas) -> None:
    for headers in (taken(quotas, 100), refused(quotas, 1).headers):
        assert re.fullmatch(r'"\w+";q=\d+;w=\d+', headers["RateLimit-Policy"]) and re.fullmatch(r'"\w+";r=\d+;t=\d+', headers["RateLimit"])


@given(st.integers(1, 300), st.lists(st.tuples(st.floats(0, 100), st.integers(1, 300)), min_size=1, max_size=20), st.integers(1, 300))
def test_whoever_comes_back_after_retry_after_is_let_in(quota: int, before: list[tuple[float, int]], cost: int) -> None:
    clock = Seconds()
    quotas, caller = Quotas(0, window=QuotaMemory(clock)), replace(LIMITED, quota=quota)

    async def story() -> None:
        for pause, earlier in before:
            clock.now += pause
            with contextlib.suppress(Problem):
                await quotas.take(caller, min(earlier, quota))
        try:
            await quotas.take(caller, min(cost, quota))
        except Problem as problem:
            wait = int(problem.headers["Retry-After"])
            effective = int(problem.headers["RateLimit"].rpartition("t=")[2])
            assert 1 <= effective <= wait <= 121  # the draft: Retry-After not before the end of the effective window
            clock.now += wait
            await quotas.take(caller, min(cost, quota))

    run(story())


def test_seconds_until_is_no_longer_than_it_must_be() -> None:
    assert seconds_until((0, 0.0, 0, 0.0), 10, 10) == 1
    assert seconds_until((60, 60.0, 0, 120.0), 60, 1) == 1
    assert seconds_until((60, 60.0, 0, 120.0), 60, 60) == 60
    assert seconds_until((0, 60.0, 60, 120.0), 60, 60) == 120


def test_a_clock_set_back_locks_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    quotas = Quotas(0)  # the real clock of the counters
    taken(quotas, 100)
    wall = time.time()
    monkeypatch.setattr(time, "time", lambda: wall - 3600)
    assert int(refused(quotas, 1).headers["Retry-After"]) <= 121
    monkeypatch.setattr(time, "time", lambda: wall + 3600)
    assert refused(quotas, 1).type.code == "quota_exceeded"  # nor does one set forward give a quota twice


@pytest.mark.parametrize("storage", [Broken(), Hanging()])
def test_a_shared_storage_that_does_not_answer_keeps_nobody_from_being_valued(storage: Broken, caplog: pytest.LogCaptureFixture) -> None:
    quotas = Quotas(0, "redis://nowhere:6379", window=storage)
    began = time.monotonic()
    assert dict(taken(quotas, 1)) == {"RateLimit-Policy": '"valuations";q=100;w=60'}
    assert time.monotonic() - began < 1
    assert len([record for record in caplog.records if "quotas" in record.message]) == 1


def test_a_shared_storage_that_has_failed_is_left_alone_for_a_while_and_then_counts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Tried(QuotaMemory):
        tries, away = 0, True

        async def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
            self.tries += 1
            if self.away:
                raise ConnectionError("refused")
            return await super().acquire_sliding_window_entry(key, limit, expiry, amount)

    storage = Tried()
    quotas = Quotas(0, "redis://nowhere:6379", window=storage)
    for _ in range(5):
        assert "RateLimit" not in taken(quotas, 1)
    assert storage.tries == 1
    storage.away, now = False, time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + UNASKED)
    assert "RateLimit" in taken(quotas, 1)


def test_a_storage_of_the_library_counts_as_ours_does() -> None:
    """What Redis would be: an asynchronous storage of the library, on its own clock."""
    from limits.storage import storage_from_string

    async def both() -> None:
        shared: Any = storage_from_string("async+memory://")
        for quotas in (Quotas(0, "redis://stand-in:6379", window=shared), Quotas(0)):
            headers = await quotas.take(LIMITED, 60)
            assert headers["RateLimit"].startswith('"valuations";r=40;')
            with pytest.raises(Problem) as problem:
                await quotas.take(LIMITED, 41)
            assert problem.value.type.code == "quota_exceeded"
            await quotas.take(LIMITED, 40)

    run(both())


def test_a_sweep_takes_its_rows_in_pieces_and_waits_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, slept = Seconds(), []
    quotas = Quotas(0, window=QuotaMemory(clock))

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock.now += seconds

    monkeypatch.setattr("service.quotas.asyncio.sleep", sleep)
    run(quotas.wait(LIMITED, 1_000))
    assert 8 * 60 <= sum(slept) <= 13 * 60  # a thousand rows at about a hundred a minute
    assert max(slept) <= 75  # and never a long silence


def test_a_sweep_without_a_quota_waits_for_nothing(quotas: Quotas) -> None:
    run(quotas.wait(ANYBODY, 10**9))


def test_a_storage_that_cannot_be_used_is_known_at_the_start() -> None:
    with pytest.raises(Exception, match=r"(?i)unknown storage scheme"):
        Quotas(0, "carrier-pigeon://loft")


def test_what_is_refused_for_a_quota_is_told_once_and_a_sweep_that_waits_is_not(clock: Seconds, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    quotas = Quotas(0, window=QuotaMemory(clock), refused=lambda: told.append(1))
    taken(quotas, 90)
    refused(quotas, 11)
    assert len(told) == 1

    async def sleep(seconds: float) -> None:
        clock.now += seconds

    monkeypatch.setattr("service.quotas.asyncio.sleep", sleep)
    run(quotas.wait(LIMITED, 200))
    assert len(told) == 1
