"""A call from bytes to bytes: decode, score, answer. What a route does is get here and back."""

from __future__ import annotations

import asyncio
import time
from functools import partial

from pydantic import TypeAdapter
from starlette.types import Receive

from service.answers import Answers
from service.departure import unless_departed
from service.items import Call, InvalidItem, decode_call
from service.job import Answer
from service.language import left_out
from service.running import Running
from valuation.bilingual import Language
from valuation.columns_of import Subject, stacked
from valuation.valuation import Valuation, Valuations

_adapter = TypeAdapter(Valuations)
AT_ONCE = 16
"""Achievements that are answered on the event loop itself; handing fewer to a thread costs more than it frees."""


async def value(body: bytes, serving: Running, receive: Receive, language: Language | None = None) -> bytes:
    """The JSON answer to a JSON call, its texts in the caller's language or in both.

    Raises Problem, Departed, or one of the ways in which a job ends without an answer.
    """
    started = time.perf_counter()
    call = decode_call(body, serving.scorer.schema, serving.clock().date(), serving.settings.max_items)
    serving.metrics.stage("decode", time.perf_counter() - started)
    subjects = call.subjects
    scored = await _scored(subjects, serving, receive)
    # A large call is answered beside the event loop, so that health checks and small calls go on meanwhile.
    large = len(call.items) > AT_ONCE
    written = partial(_written, call, subjects, scored, serving, language)
    valuations, encoded = await asyncio.to_thread(written) if large else written()
    serving.metrics.valued(valuations)
    return encoded


def _written(call: Call, subjects: list[Subject], scored: Answer, serving: Running, language: Language | None) -> tuple[list[Valuation], bytes]:
    """The valuations and their JSON."""
    started = time.perf_counter()
    valuations = _in_order(call, serving.answers.valuations(scored, subjects, call.audience), serving.answers, language)
    encoded = _adapter.dump_json(Valuations(valuations=tuple(valuations), model=serving.answers.stamp), exclude=left_out(Valuations, language))
    serving.metrics.stage("encode", time.perf_counter() - started)
    return valuations, encoded


async def _scored(subjects: list[Subject], serving: Running, receive: Receive) -> Answer:
    if not subjects:
        return ()
    columns = stacked(subjects, serving.scorer.schema)
    return await unless_departed(receive, serving.batcher.submit(columns, timeout=serving.settings.deadline))


def _in_order(call: Call, valued: list[Valuation], answering: Answers, language: Language | None) -> list[Valuation]:
    """The valuations in the caller's order, with the invalid items in their places."""
    valuations = iter(valued)
    return [answering.invalid(item, language) if isinstance(item, InvalidItem) else next(valuations) for item in call.items]
