"""What is stored is stored once: replays, other calls under the same key, calls under way, processes that died, answers that do not keep."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, select
from starlette.requests import Request
from starlette.responses import Response

from service.audit.key_file import AuditKeys
from service.audit.seal import Seal
from service.idempotency import Claim, ClaimLost, Given, Idempotency
from service.identity.caller import ANYBODY, Caller
from service.problems import Problem
from service.store.database import Database
from service.store.tables import idempotency

DONE = Table("done", MetaData(), Column("id", Integer, primary_key=True), Column("what", String(40), nullable=False))
OTHER = Caller("key:other", "other", "other", frozenset({"value"}), "seller")
SECRET = b'{"secret":"val_12345678_abcdef"}'


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def goes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def storage(database: Database) -> Database:
    """A database with one table more, where acts leave their mark."""
    with database.begin() as connection:
        DONE.create(connection)
    return database


@pytest.fixture
def once(storage: Database, clock: Clock) -> Idempotency:
    return Idempotency(storage, Seal(AuditKeys.new()), clock)


def request(key: str, caller: Caller = ANYBODY) -> Request:
    headers = [(b"idempotency-key", key.encode())] if key else []
    return Request({"type": "http", "method": "POST", "path": "/v1/outcomes", "query_string": b"", "headers": headers, "caller": caller})


def acting(database: Database, what: str = "act", answer: bytes = SECRET) -> Callable[[Claim], Awaitable[Given]]:
    """An act that leaves a mark and its answer in one transaction, as a record of the audit would."""

    async def act(claim: Claim) -> Given:
        given = Given(201, answer, {"content-type": "application/json", "location": "/here"})
        with database.begin() as connection:
            connection.execute(insert(DONE), {"what": what})
            claim.complete(connection, given)
        return given

    return act


def done(database: Database) -> int:
    with database.read() as connection:
        return connection.scalar(select(func.count()).select_from(DONE)) or 0


def run(awaitable: Any) -> Any:
    async def main() -> Any:
        return await awaitable

    return asyncio.run(main())


def refused(awaitable: Any) -> Problem:
    with pytest.raises(Problem) as found:
        run(awaitable)
    return found.value


def seen(response: Response) -> tuple[int, bytes, str, str | None]:
    return response.status_code, bytes(response.body), response.headers["location"], response.headers.get("idempotency-replayed")


def replayed(answer: Any) -> str:
    return str(answer.headers.get("idempotency-replayed", "done"))


def test_the_same_call_is_done_once_and_gets_the_same_answer(once: Idempotency, storage: Database) -> None:
    first, again = (run(once.once(request("k"), b"body", acting(storage))) for _ in range(2))
    assert seen(first) == (201, SECRET, "/here", None)
    assert seen(again) == (201, SECRET, "/here", "true")
    assert done(storage) == 1


def test_another_body_under_the_same_key_is_a_422_and_does_nothing(once: Idempotency, storage: Database) -> None:
    run(once.once(request("k"), b"body", acting(storage)))
    assert refused(once.once(request("k"), b"another", acting(storage))).type.code == "idempotency_key_reused"
    assert done(storage) == 1


def test_the_key_of_one_caller_is_none_of_anothers(once: Idempotency, storage: Database) -> None:
    run(once.once(request("k"), b"body", acting(storage)))
    assert seen(run(once.once(request("k", OTHER), b"another", acting(storage))))[3] is None
    assert done(storage) == 2


def test_without_a_key_nothing_is_done(once: Idempotency, storage: Database) -> None:
    assert refused(once.once(request(""), b"body", acting(storage))).status == 400
    assert done(storage) == 0


@pytest.mark.parametrize("callers", [2, 8])
def test_of_many_at_once_one_acts_and_the_others_wait_or_get_its_answer(once: Idempotency, storage: Database, callers: int) -> None:
    async def all_at_once() -> list[Response | BaseException | None]:
        under_way = asyncio.Event()

        async def act(claim: Claim) -> Given:
            await under_way.wait()
            return await acting(storage)(claim)

        async def let_go() -> None:
            await asyncio.sleep(0.05)
            under_way.set()

        calls = [once.once(request("k"), b"body", act) for _ in range(callers)]
        return (await asyncio.gather(*calls, let_go(), return_exceptions=True))[:-1]

    answers = run(all_at_once())
    codes = [answer.type.code if isinstance(answer, Problem) else replayed(answer) for answer in answers]
    assert codes.count("done") == 1 and set(codes) <= {"done", "true", "idempotency_in_flight"}
    assert done(storage) == 1
    assert seen(run(once.once(request("k"), b"body", acting(storage))))[3] == "true"


def test_a_call_under_way_says_when_to_come_back(once: Idempotency, storage: Database) -> None:
    async def both() -> Problem:
        async def act(claim: Claim) -> Given:
            with pytest.raises(Problem) as found:
                await once.once(request("k"), b"body", acting(storage))
            raise found.value

        with pytest.raises(Problem) as raised:
            await once.once(request("k"), b"body", act)
        return raised.value

    problem = run(both())
    assert (problem.status, problem.headers) == (409, {"Retry-After": "1"})


def test_what_failed_keeps_no_answer_and_may_be_tried_again(once: Idempotency, storage: Database) -> None:
    async def breaks(claim: Claim) -> Given:
        with storage.begin() as connection:
            connection.execute(insert(DONE), {"what": "half"})
            claim.complete(connection, Given(201, b"half"))
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        run(once.once(request("k"), b"body", breaks))
    assert done(storage) == 0
    assert seen(run(once.once(request("k"), b"body", acting(storage))))[3] is None
    assert done(storage) == 1


def test_an_answer_that_nobody_completed_frees_its_key(once: Idempotency, storage: Database) -> None:
    async def answers(claim: Claim) -> Given:
        return Given(404, b"no such thing")

    assert run(once.once(request("k"), b"body", answers)).status_code == 404
    assert seen(run(once.once(request("k"), b"body", acting(storage))))[3] is None


def test_a_caller_who_leaves_frees_its_key(once: Idempotency, storage: Database) -> None:
    async def leaves() -> None:
        async def waits(claim: Claim) -> Given:
            await asyncio.sleep(60)
            raise AssertionError

        call = asyncio.ensure_future(once.once(request("k"), b"body", waits))
        await asyncio.sleep(0.05)
        call.cancel()
        await asyncio.wait([call])

    run(leaves())
    assert seen(run(once.once(request("k"), b"body", acting(storage))))[3] is None


def test_a_key_that_a_dead_process_held_is_taken_over_after_a_minute(once: Idempotency, storage: Database, clock: Clock) -> None:
    abandoned = once._claimed("open", "k", b"x" * 32)
    with storage.begin() as connection:
        found = connection.execute(select(idempotency.c.fingerprint)).scalar_one()
    assert isinstance(abandoned, Claim) and found == b"x" * 32
    for seconds, code in ((59, "idempotency_in_flight"), (2, None)):
        clock.goes(seconds)
        if code:
            with pytest.raises(Problem) as problem:
                once._claimed("open", "k", b"x" * 32)
            assert problem.value.type.code == code
    taken = once._claimed("open", "k", b"x" * 32)
    assert isinstance(taken, Claim) and taken.started == clock.now


def test_whoever_was_taken_over_does_nothing_any_more(once: Idempotency, storage: Database, clock: Clock) -> None:
    async def slow(claim: Claim) -> Given:
        clock.goes(61)
        await once.once(request("k"), b"body", acting(storage, answer=b"the other's"))
        return await acting(storage, "too late")(claim)

    assert refused(once.once(request("k"), b"body", slow)).type.code == "idempotency_in_flight"
    assert done(storage) == 1
    assert bytes(run(once.once(request("k"), b"body", acting(storage))).body) == b"the other's"


def test_a_clock_that_jumps_back_locks_no_key(once: Idempotency, storage: Database, clock: Clock) -> None:
    once._claimed("open", "k", b"x" * 32)
    clock.goes(-7 * 24 * 3600)
    assert isinstance(once._claimed("open", "k", b"x" * 32), Claim)


def test_an_answer_is_kept_for_a_day_and_then_purged(once: Idempotency, storage: Database, clock: Clock) -> None:
    run(once.once(request("k"), b"body", acting(storage)))
    clock.goes(24 * 3600 - 1)
    assert seen(run(once.once(request("k"), b"body", acting(storage))))[3] == "true"
    clock.goes(2)
    assert seen(run(once.once(request("k"), b"another body", acting(storage))))[3] is None
    clock.goes(24 * 3600 + 1)
    assert once.purge(clock.now) == 1
    with storage.read() as connection:
        assert connection.execute(select(idempotency)).all() == []


def test_old_keys_go_with_the_next_call_whosever_it_is(once: Idempotency, storage: Database, clock: Clock) -> None:
    run(once.once(request("old"), b"body", acting(storage)))
    clock.goes(24 * 3600 + 1)
    run(once.once(request("new", OTHER), b"body", acting(storage)))
    with storage.read() as connection:
        assert list(connection.scalars(select(idempotency.c.key))) == ["new"]


def test_a_kept_answer_is_sealed(once: Idempotency, storage: Database) -> None:
    run(once.once(request("k"), b"body", acting(storage)))
    with storage.read() as connection:
        row = connection.execute(select(idempotency)).one()
    assert row.status == 201 and b"secret" not in row.answer


def test_an_answer_that_cannot_be_opened_is_not_done_again(once: Idempotency, storage: Database, clock: Clock) -> None:
    run(once.once(request("k"), b"body", acting(storage)))
    forgetful = Idempotency(storage, Seal(AuditKeys.new()), clock)
    assert refused(forgetful.once(request("k"), b"body", acting(storage))).type.code == "idempotency_key_reused"
    assert done(storage) == 1


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.sampled_from(["done", "fails", "taken over", "dies"]), st.sampled_from([0, 61, 90_000])),
        max_size=12,
    )
)
def test_whatever_happens_a_call_is_done_once_while_its_answer_is_kept(
    once: Idempotency, storage: Database, clock: Clock, steps: list[tuple[str, str, str, int]]
) -> None:
    caller = replace(OTHER, subject=f"key:{uuid4().hex}")
    standing: dict[str, tuple[str, datetime]] = {}  # key → the body that was done under it, and when
    for key, body, fate, pause in steps:
        clock.goes(pause)
        before, marks = standing.get(key), done(storage)
        kept = before is not None and clock.now - before[1] <= timedelta(hours=24)

        async def act(claim: Claim, fate: str = fate, body: str = body, key: str = key) -> Given:
            if fate == "fails":
                raise ZeroDivisionError
            if fate == "taken over":
                clock.goes(61)
                await once.once(request(key, caller), body.encode(), acting(storage))
            if fate == "dies":
                await asyncio.sleep(0)
                return await acting(storage)(replace_claim(claim))
            return await acting(storage)(claim)

        try:
            answer = run(once.once(request(key, caller), body.encode(), act))
            assert (replayed(answer) == "true") is (kept and before is not None and before[0] == body)
        except Problem as problem:
            assert problem.type.code == ("idempotency_key_reused" if kept else "idempotency_in_flight")
        except (ZeroDivisionError, ClaimLost):
            assert not kept
        if done(storage) > marks:
            assert not kept and done(storage) == marks + 1
            standing[key] = (body, clock.now)


def replace_claim(claim: Claim) -> Claim:
    """The claim of another start: what a process that slept for long would bring."""
    return Claim(claim.subject, claim.key, claim.fingerprint, claim.started - timedelta(seconds=5), claim._seal)
