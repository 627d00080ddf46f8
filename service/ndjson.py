"""POST /v1/valuations in NDJSON (`application/x-ndjson`): one achievement a line in, one valuation a line out, in order, while more lines come.

A line that cannot be read is answered in its place; blank lines are passed over. What fails after the first answer is the last line, a problem.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import NamedTuple

import msgspec
from starlette.types import Scope

from service.deadline import timeout_in
from service.items import InvalidItem, decode_item
from service.job import Answer
from service.problems import Problem, problem_body, problem_of
from service.recording import Chunks
from service.running import Running
from service.served import Served
from service.spool import Spool
from service.sweep import NDJSON, Asked, Sweep, in_step, scored
from valuation.catalogue import say
from valuation.columns_of import Subject, stacked
from valuation.features import FeatureSchema

AT_ONCE, ONCE_READ = 256, 2**20
"""Lines that are answered together at most, and bytes that are read for them: with fewer at hand, fewer are."""

Items = list[Subject | InvalidItem]


class Lines(NamedTuple):
    """Lines as they came, and what they say."""

    raw: list[bytes]
    items: Items


def ndjson_sweep(scope: Scope, serving: Running) -> Sweep:
    """The answer to a sweep; Problem or FieldError where the query cannot be read."""
    asked, served = Asked.of(scope, serving.clock().date()), serving.served.current
    timeout = timeout_in(scope, serving.settings.deadline)

    def last_words(error: Exception) -> bytes:
        return msgspec.json.encode(problem_body(problem_of(error), asked.language) | {"request_id": scope["request_id"]}) + b"\n"

    records = Chunks(serving, served, asked.asking("ndjson", scope), timeout)
    return Sweep(NDJSON, serving, records.sweep, lambda spool: _body(spool, asked, served, serving, records, timeout), last_words)


async def _body(spool: Spool, asked: Asked, served: Served, serving: Running, records: Chunks, timeout: float) -> AsyncGenerator[bytes, None]:
    schema = served.scorer.schema

    async def chunks() -> AsyncGenerator[Lines, None]:
        answered = 0
        async for lines in _lines(spool, serving.settings.max_body):
            answered += len(lines)
            if answered > serving.settings.max_sweep_rows:
                raise Problem("too_large", say("problems.many_rows", most=serving.settings.max_sweep_rows))
            began = time.perf_counter()
            items = await asyncio.to_thread(_decoded, lines, asked, schema)
            serving.metrics.stage("decode", time.perf_counter() - began)
            await serving.quotas.wait(records.asking.caller, len(lines))
            yield Lines(lines, items)

    async def score(chunk: Lines) -> Answer:
        subjects = [item for item in chunk.items if isinstance(item, Subject)]
        return await scored(stacked(subjects, schema), served.scorer, serving, timeout) if subjects else ()

    async with aclosing(in_step(chunks(), score)) as outcomes:
        async for (lines, items), answer in outcomes:
            began = time.perf_counter()
            written = await asyncio.to_thread(served.answers.written, answer, items, asked.audience, asked.language)
            serving.metrics.stage("encode", time.perf_counter() - began)
            serving.metrics.valued([one.status for one in written])
            sent = b"".join([one.json + b"\n" for one in written])
            await records.keep(b"\n".join(lines), answer, sent, items)
            yield sent


def _decoded(lines: list[bytes], asked: Asked, schema: FeatureSchema) -> Items:
    return [decode_item(line, (), schema, asked.day) for line in lines]


async def _lines(spool: Spool, most: int) -> AsyncGenerator[list[bytes], None]:
    """Lines that are not blank, as many as are at hand, at most `AT_ONCE`; one of more than `most` bytes is a Problem."""
    begun: list[bytes] = []
    size = 0
    while found := await spool.some(ONCE_READ):
        first, *others = found.split(b"\n")
        begun.append(first)
        size += len(first)
        if size > most:
            raise Problem("too_large", say("problems.line_bytes", limit=most))
        if any(len(line) > most for line in others):
            raise Problem("too_large", say("problems.line_bytes", limit=most))
        if others:
            lines = [line for line in (b"".join(begun), *others[:-1]) if line.strip()]
            begun, size = [others[-1]], len(others[-1])
            for start in range(0, len(lines), AT_ONCE):
                yield lines[start : start + AT_ONCE]
    if (last := b"".join(begun)).strip():
        yield [last]
