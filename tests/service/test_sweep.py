from __future__ import annotations

import asyncio
import http.client
import json
import socket
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pytest

from service.app import create_app
from service.identity.caller import ANYBODY, Caller
from service.job import Answer, Overloaded, Part, RowFailed
from service.problems import Problem
from service.settings import Settings
from service.sweep import Asked, in_step, scored
from tests.service.arrow import ARROW, stream
from tests.service.conftest import FakeScorer
from tests.service.served import served
from valuation.features import Columns

TODAY = date(2026, 11, 22)


def asked(query: bytes) -> Asked:
    return Asked.of({"type": "http", "query_string": query, "headers": [], "caller": ANYBODY}, TODAY)


def test_the_query_says_what_holds_for_the_whole_sweep() -> None:
    assert asked(b"") == Asked("seller", TODAY, None)
    assert asked(b"audience=public&valuation_date=2024-02-29&lang=zh") == Asked("public", date(2024, 2, 29), "zh")


@pytest.mark.parametrize("query", [b"audience=", b"valuation_date=", b"valuation_date=2024-02-30", b"audience=somebody"])
def test_what_the_query_says_must_be_readable(query: bytes) -> None:
    with pytest.raises(Problem) as caught:
        asked(query)
    assert caught.value.status == 422


def test_for_whom_a_sweep_is_follows_from_its_caller() -> None:
    exchange = Caller("key:a", "a", "o", frozenset({"value"}), "exchange")
    scope = {"type": "http", "query_string": b"", "headers": [], "caller": exchange}
    assert Asked.of(scope, TODAY).audience == "exchange"
    assert Asked.of({**scope, "query_string": b"audience=buyer"}, TODAY).audience == "buyer"
    with pytest.raises(Problem) as caught:
        Asked.of({**scope, "query_string": b"audience=seller"}, TODAY)
    assert (caught.value.status, caught.value.type.code) == (403, "forbidden")


def part(number: int) -> Answer:
    return (Part(number, RowFailed("")),)


def test_chunks_are_answered_in_order_and_one_is_scored_while_the_next_is_read() -> None:
    async def story() -> None:
        under_way, most = 0, 0

        async def chunks() -> AsyncIterator[int]:
            for number in range(6):
                yield number

        async def score(number: int) -> Answer:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0.005 * (number % 3))
            under_way -= 1
            return part(number)

        found = [(chunk, answer[0].rows) async for chunk, answer in in_step(chunks(), score)]
        assert found == [(number, number) for number in range(6)]
        assert 1 < most <= 4  # constant memory: no more than a few are on their way

    asyncio.run(story())


def test_an_answer_does_not_wait_for_the_chunk_behind_it() -> None:
    async def story() -> None:
        more = asyncio.Event()

        async def chunks() -> AsyncIterator[int]:
            yield 1
            await more.wait()
            yield 2

        async def score(number: int) -> Answer:
            return part(number)

        answers = in_step(chunks(), score)
        assert (await asyncio.wait_for(anext(answers), 5))[0] == 1
        more.set()
        assert (await asyncio.wait_for(anext(answers), 5))[0] == 2
        await answers.aclose()

    asyncio.run(story())


def test_a_failure_of_reading_or_of_scoring_comes_behind_the_answers_before_it_and_nothing_goes_on() -> None:
    async def story(bad_read: int, bad_score: int) -> list[int]:
        async def chunks() -> AsyncGenerator[int, None]:
            for number in range(10):
                if number == bad_read:
                    raise KeyError(number)
                yield number

        async def score(number: int) -> Answer:
            if number == bad_score:
                raise KeyError(number)
            return part(number)

        found = []
        with pytest.raises(KeyError):
            async for chunk, _ in in_step(chunks(), score):
                found.append(chunk)
        assert len(asyncio.all_tasks()) == 1
        return found

    assert asyncio.run(story(3, 99)) == [0, 1, 2]
    assert asyncio.run(story(99, 3)) == [0, 1, 2]


def test_leaving_early_cancels_what_is_under_way() -> None:
    async def story() -> None:
        async def chunks() -> AsyncIterator[int]:
            yield 1
            yield 2

        async def score(number: int) -> Answer:
            if number == 2:
                await asyncio.sleep(60)
            return part(number)

        answers = in_step(chunks(), score)
        await anext(answers)
        await answers.aclose()
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(story())


class FullQueue:
    """A batcher that has no room for the first calls."""

    def __init__(self, refusals: int) -> None:
        self.refusals, self.sweeps = refusals, 0

    async def submit(self, model: object, columns: Columns, *, timeout: float, sweep: bool) -> Answer:
        self.sweeps += sweep
        self.refusals -= 1
        if self.refusals >= 0:
            raise Overloaded
        return part(len(columns))


class Serving:
    def __init__(self, batcher: FullQueue) -> None:
        self.batcher, self.metrics, self.refused = batcher, self, list[str]()

    def rejected(self, reason: str) -> None:
        self.refused.append(reason)


def test_a_sweep_waits_for_room_and_gives_up_at_its_deadline(rows: Any) -> None:
    patient = FullQueue(2)
    assert asyncio.run(scored(rows("a", "b"), None, Serving(patient), 10.0))[0].rows == 2  # type: ignore[arg-type]
    assert patient.sweeps == 3
    with pytest.raises(Overloaded):
        asyncio.run(scored(rows("a"), None, Serving(FullQueue(10**9)), 0.05))  # type: ignore[arg-type]


def test_a_sweep_that_gives_up_is_counted_once_and_one_that_gets_room_never(rows: Any) -> None:
    waiting, giving_up = Serving(FullQueue(2)), Serving(FullQueue(10**9))
    asyncio.run(scored(rows("a"), None, waiting, 10.0))  # type: ignore[arg-type]
    with pytest.raises(Overloaded):
        asyncio.run(scored(rows("a"), None, giving_up, 0.05))  # type: ignore[arg-type]
    assert (waiting.refused, giving_up.refused) == ([], ["overloaded"])


@contextmanager
def posted(address: str, body: bytes) -> Iterator[http.client.HTTPConnection]:
    """A connection over which a whole Arrow stream was sent, and nothing read."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        connection.request("POST", "/v1/valuations", body=body, headers={"Content-Type": ARROW})
        yield connection
    finally:
        connection.close()


def test_a_client_who_reads_nothing_before_all_is_sent_is_answered(settings: Settings, scorer: FakeScorer) -> None:
    """Both buffers of a connection hold a few megabytes at most: here either way takes more, and the client never reads while it writes."""
    table = pa.table({"text": [f"{at} " + "text " * 400 for at in range(10_000)]})
    with served(create_app(settings, scorer)) as address, posted(address, stream(table, 512)) as connection, connection.getresponse() as answer:
        found = pa.ipc.open_stream(answer.read()).read_all()
    assert answer.status == 200 and found.num_rows == 10_000 and found.nbytes > 6_000_000


def test_a_client_who_sends_a_line_and_waits_gets_its_answer_before_it_sends_the_next(settings: Settings, scorer: FakeScorer) -> None:
    with served(create_app(settings, scorer)) as address:
        where = urlsplit(address)
        with socket.create_connection((str(where.hostname), int(where.port or 0)), timeout=30) as connection, connection.makefile("rb") as replies:
            connection.sendall(b"POST /v1/valuations HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
            for name in ("first", "second"):
                line = json.dumps({"id": name, "text": "t"}).encode() + b"\n"
                connection.sendall(b"%x\r\n%b\r\n" % (len(line), line))
                while b'"id":"' + name.encode() not in replies.readline():
                    pass
            connection.sendall(b"0\r\n\r\n")


def test_what_fails_after_the_first_answer_cuts_the_connection_of_a_format_without_last_words(settings: Settings, scorer: FakeScorer) -> None:
    broken = stream(pa.table({"text": ["text"] * 2_000}), 500)[:-100]
    with served(create_app(settings, scorer)) as address, posted(address, broken) as connection, connection.getresponse() as answer:
        assert answer.status == 200
        with pytest.raises(http.client.IncompleteRead):
            answer.read()


def test_a_client_who_goes_takes_its_place_and_its_work_along(settings: Settings, scorer: FakeScorer) -> None:
    scorer.gate.clear()
    with served(create_app(settings.model_copy(update={"max_sweeps": 1}), scorer)) as address:
        with posted(address, stream(pa.table({"text": ["gone"] * 50_000}), 500)):
            assert scorer.started.wait(30)
        scorer.gate.set()
        for _ in range(500):
            with posted(address, stream(pa.table({"text": ["next"]}))) as connection, connection.getresponse() as answer:
                if answer.status == 200:
                    break
        else:
            pytest.fail("the place is still taken")
    assert scorer.rows_seen.count("gone") < 50_000


def test_a_client_who_neither_sends_nor_takes_a_byte_frees_its_place(settings: Settings, scorer: FakeScorer) -> None:
    impatient = settings.model_copy(update={"max_sweeps": 1, "sweep_idle": 0.2})
    with served(create_app(impatient, scorer)) as address:
        where = urlsplit(address)
        with socket.create_connection((str(where.hostname), int(where.port or 0)), timeout=30) as silent, silent.makefile("rb") as replies:
            silent.sendall(b"POST /v1/valuations HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100\r\n\r\n")
            assert b"408" in replies.readline()
        # This one sends megabytes and reads none: what it does not take fills the buffers of the connection.
        with posted(address, stream(pa.table({"text": ["text"] * 20_000}), 512)):
            until = time.monotonic() + 30
            while time.monotonic() < until:
                with posted(address, stream(pa.table({"text": ["next"]}))) as connection, connection.getresponse() as answer:
                    if answer.status == 200:
                        break
            else:
                pytest.fail("the place is still taken")


def test_more_sweeps_than_places_are_refused_and_told_when_to_come_back(settings: Settings, scorer: FakeScorer) -> None:
    scorer.gate.clear()
    body = stream(pa.table({"text": ["t"]}))
    with served(create_app(settings.model_copy(update={"max_sweeps": 1}), scorer)) as address, posted(address, body) as first:
        assert scorer.started.wait(30)
        with posted(address, body) as second, second.getresponse() as refusal:
            assert (refusal.status, refusal.headers["Retry-After"]) == (429, "5")
        scorer.gate.set()
        with first.getresponse() as answer:
            assert answer.status == 200
            answer.read()
