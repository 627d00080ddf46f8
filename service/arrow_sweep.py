"""POST /v1/valuations in Arrow: an IPC stream of achievements in, an IPC stream of predictions out, batch by batch (`docs/sweeps.md`).

Imported with the first such request: pyarrow takes memory and time that a service of JSON alone need not pay.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import NamedTuple

import pyarrow as pa
from starlette.types import Scope

from service.arrow_answers import ArrowAnswers
from service.arrow_columns import ArrowColumns, Rows
from service.arrow_stream import ArrowStream, stream_of
from service.deadline import timeout_in
from service.recording import Chunks
from service.running import Running
from service.served import Served
from service.spool import Spool
from service.sweep import ARROW, Asked, Sweep, in_step, scored

AT_ONCE = 512
"""Rows that are read, and answered, in one piece where a batch of the sender is larger."""
END = b"\xff\xff\xff\xff\0\0\0\0"


class Chunk(NamedTuple):
    """Some rows as they came, and what they say."""

    raw: pa.RecordBatch
    rows: Rows


def arrow_sweep(scope: Scope, serving: Running) -> Sweep:
    """The answer to a sweep; Problem or FieldError where the query cannot be read."""
    asked, served = Asked.of(scope, serving.clock().date()), serving.served.current
    timeout = timeout_in(scope, serving.settings.deadline)
    records = Chunks(serving, served, asked.asking("arrow", scope), timeout)
    return Sweep(ARROW, serving, records.sweep, lambda spool: _body(spool, asked, served, serving, records, timeout))


async def _body(spool: Spool, asked: Asked, served: Served, serving: Running, records: Chunks, timeout: float) -> AsyncGenerator[bytes, None]:
    """The answer's bytes: the schema with the first predictions, then batch after batch."""
    settings, scorer = serving.settings, served.scorer
    stream = ArrowStream(spool, settings.max_sweep_message, settings.max_sweep_rows)
    reading = ArrowColumns(await stream.schema(), scorer.schema, asked.day, settings.max_sweep_message)
    facts = {"ignored_columns": json.dumps(reading.ignored, ensure_ascii=False), "missing_columns": json.dumps(reading.missing, ensure_ascii=False)}
    answers = ArrowAnswers(served.manifest, asked, reading.ids, facts)

    async def chunks() -> AsyncGenerator[Chunk, None]:
        async for batch in stream.batches():
            for start in range(0, batch.num_rows, AT_ONCE):
                began = time.perf_counter()
                raw = batch.slice(start, AT_ONCE)
                rows = await asyncio.to_thread(reading.read, raw)
                serving.metrics.stage("decode", time.perf_counter() - began)
                await serving.quotas.wait(records.asking.caller, len(rows))
                yield Chunk(raw, rows)

    head = answers.schema.serialize().to_pybytes()
    async with aclosing(in_step(chunks(), lambda chunk: scored(chunk.rows.columns, scorer, serving, timeout))) as outcomes:
        async for (raw, rows), answer in outcomes:
            began = time.perf_counter()
            batch = await asyncio.to_thread(answers.batch, rows, answer)
            serving.metrics.stage("encode", time.perf_counter() - began)
            serving.metrics.valued(rows.statuses(batch))
            sent = batch.serialize().to_pybytes()
            await records.keep(await asyncio.to_thread(stream_of, raw), answer, sent, len(rows))
            yield head + sent
            head = b""
    yield head + END
