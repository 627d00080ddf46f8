"""A call from bytes to bytes: decode, score, answer. What a route does is get here and back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from starlette.requests import Request
from starlette.types import Receive

from service.audit.valued import Asking
from service.departure import unless_departed
from service.identity.caller import caller_of
from service.items import Call, decode_call
from service.job import Answer, DeadlineExceeded
from service.quotas import NOTHING
from service.recording import recorded
from service.running import Running
from service.served import Scorer, Served
from service.sweep import Asked
from valuation.audience import Audience
from valuation.bilingual import Language
from valuation.columns_of import Subject, Subjects

AT_ONCE = 16
"""Achievements that are answered on the event loop itself; handing fewer to a thread costs more than it frees."""
SHORT = 65_536
"""Bytes of a body that are decoded there; some two milliseconds' worth."""


class Answered(NamedTuple):
    """The answer to a call, the id of its record, and headers that tell what is left of the caller's quota."""

    json: bytes
    record: str
    headers: Mapping[str, str] = NOTHING


async def value(body: bytes, serving: Running, request: Request, language: Language | None = None, timeout: float | None = None) -> Answered:
    """The JSON answer to a JSON call, its texts in the caller's language or in both, scored within `timeout` seconds from now, those of the settings without;
    it is recorded.

    Raises Problem, Departed, StorageUnavailable, or one of the ways in which a job ends without an answer.
    """
    started, served = time.perf_counter(), serving.served.current
    today, audiences = _unsaid(request, serving.clock().date())
    decode = partial(decode_call, body, served.scorer.schema, today, serving.settings.max_items, audiences)
    # A large call is decoded and answered beside the event loop, so that health checks and small calls go on meanwhile.
    call = await asyncio.to_thread(decode) if len(body) > SHORT else decode()
    serving.metrics.stage("decode", time.perf_counter() - started)
    quota = await serving.quotas.take(caller_of(request), len(call.items))
    until = started + (serving.settings.deadline if timeout is None else timeout)
    scored = await _scored(call.subjects, served.scorer, serving, request.receive, until - time.perf_counter())
    write = partial(_written, call, scored, served, serving, language)
    valuations = await asyncio.to_thread(write) if len(call.items) > AT_ONCE else write()
    asking = Asking(caller_of(request), "json", call.audience, language, today, request.scope["request_id"])
    record = await recorded(serving, served, asking, body, scored, (valuations,), call.items, timeout=until - time.perf_counter())
    if serving.succession.shadow is not None:
        serving.succession.shadow.offer(served, call.subjects, scored)
    return Answered(b'{"valuations":[%b],"model":%b,"record":"%b"}' % (valuations, served.answers.stamp_json, record.encode()), record, quota)


def _unsaid(request: Request, today: date) -> tuple[date, tuple[Audience, ...]]:
    """Valuation date and audiences, the default first, of a body that says nothing of them: those of the query, else today and the caller's own."""
    audiences = caller_of(request).audiences
    if not request.scope["query_string"]:
        return today, audiences
    asked = Asked.of(request.scope, today)
    return asked.day, (asked.audience, *(audience for audience in audiences if audience != asked.audience))


def _written(call: Call, scored: Answer, served: Served, serving: Running, language: Language | None) -> bytes:
    """The valuations as JSON, without the brackets around them."""
    started = time.perf_counter()
    written = served.answers.written(scored, call.items, call.audience, language)
    encoded = b",".join([one.json for one in written])
    serving.metrics.stage("encode", time.perf_counter() - started)
    serving.metrics.valued([one.status for one in written])
    return encoded


async def _scored(subjects: list[Subject], scorer: Scorer, serving: Running, receive: Receive, timeout: float) -> Answer:
    if not subjects:
        return ()
    if timeout <= 0:
        serving.metrics.rejected("deadline")
        raise DeadlineExceeded("decoding took all the time")
    rows = Subjects(subjects, scorer.schema)
    return await unless_departed(receive, serving.batcher.submit(scorer, rows, timeout=timeout))
