"""A long list on its way through the service: answered chunk by chunk while it is being read, in constant memory.

A sweep waits where a call of a person would be refused: a full queue is tried again until the deadline of the chunk. It ends with its client.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from service.audit.valued import Asking, Door
from service.departure import Departed
from service.identity.caller import caller_in
from service.items import audience_of, day_of
from service.job import Answer, Overloaded
from service.language import asked_language, headers_of, language_of
from service.logs.error_told import told_shortly
from service.problems import KNOWN, answer_of
from service.recording import RECORD_HEADER
from service.running import Running
from service.served import Scorer
from service.spool import Spool
from valuation.audience import Audience
from valuation.bilingual import Language
from valuation.features import Columns

ARROW, NDJSON = "application/vnd.apache.arrow.stream", "application/x-ndjson"
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 1.0
"""Seconds between two tries at a full queue; each pause is twice the last."""

Chunk = TypeVar("Chunk")
BodyOf = Callable[[Spool], AsyncGenerator[bytes, None]]
_log = logging.getLogger("service")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the query says of a whole sweep: for whom it is, the valuation date of rows without their own, the language."""

    audience: Audience
    day: date
    language: Language | None

    def asking(self, door: Door, scope: Scope) -> Asking:
        """The same as its record says it."""
        return Asking(scope["caller"], door, self.audience, self.language, self.day, scope["request_id"])

    @classmethod
    def of(cls, scope: Scope, today: date) -> Asked:
        """`?audience=…&valuation_date=…&lang=…`; Problem or FieldError where one of them cannot be read."""
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        given = {name: values[-1] for name, values in query.items()}
        audiences = caller_in(scope).audiences
        return cls(audience_of(given.get("audience"), audiences), day_of(given.get("valuation_date"), today), asked_language(scope))


async def scored(columns: Columns, scorer: Scorer, serving: Running, timeout: float) -> Answer:
    """The outcome of a chunk, within `timeout` seconds of its turn. A full queue is waited for as long; Overloaded where it is still full then."""
    until, pause = time.monotonic() + timeout, FIRST_PAUSE
    while True:
        try:
            return await serving.batcher.submit(scorer, columns, timeout=timeout, sweep=True)
        except Overloaded:
            if time.monotonic() + pause > until:
                serving.metrics.rejected("overloaded")  # once, not at every try
                raise
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def in_step(chunks: AsyncIterator[Chunk], score: Callable[[Chunk], Awaitable[Answer]]) -> AsyncGenerator[tuple[Chunk, Answer], None]:
    """Each chunk with its outcome, in order: one is scored while the next is read and the last is written, and none waits for the one behind it."""
    read: asyncio.Queue[tuple[Chunk, asyncio.Future[Answer]] | Exception | None] = asyncio.Queue(1)
    under_way: set[asyncio.Future[Answer]] = set()

    async def read_on() -> None:
        try:
            async for chunk in chunks:
                future = asyncio.ensure_future(score(chunk))
                under_way.add(future)
                await read.put((chunk, future))
            await read.put(None)
        except Exception as error:  # noqa: BLE001 - told behind the answers that come before it
            await read.put(error)

    reader = asyncio.create_task(read_on())
    try:
        while (found := await read.get()) is not None:
            if isinstance(found, Exception):
                raise found
            yield found[0], await found[1]
            under_way.discard(found[1])
    finally:
        reader.cancel()
        for future in under_way:
            future.cancel()
        await asyncio.gather(reader, *under_way, return_exceptions=True)


class Sweep(Response):
    """What `body_of` makes of a request's body, sent part by part while the body is still coming.

    A failure before the first part is a problem. After it, `last_words` end the answer where the format has any; else the connection is cut, so that
    no client takes a part for the whole.
    """

    def __init__(self, media_type: str, serving: Running, record: str, body_of: BodyOf, last_words: Callable[[Exception], bytes] | None = None) -> None:
        super().__init__(media_type=media_type)
        self._serving, self._record, self._body_of, self._last_words = serving, record, body_of, last_words
        self._started = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            settings = self._serving.settings
            with self._serving.places.one(settings.max_sweeps), Spool(settings.max_sweep_body, settings.sweep_idle) as spool:
                await self._both(spool.fill(receive), self._answer(scope, send, spool))
        except KNOWN as error:
            await answer_of(scope, error)(scope, receive, send)

    async def _both(self, fill: Coroutine[Any, Any, None], answer: Coroutine[Any, Any, None]) -> None:
        """Reads on while it answers, and ends with the answer or with the client, whichever goes first."""
        filling, answering = asyncio.create_task(fill), asyncio.create_task(answer)
        try:
            await asyncio.wait([filling, answering], return_when=asyncio.FIRST_COMPLETED)
            if answering.done():
                answering.result()
            else:
                filling.result()
                if not self._started:
                    raise Departed
        finally:
            for task in (filling, answering):
                task.cancel()
            await asyncio.gather(filling, answering, return_exceptions=True)

    async def _answer(self, scope: Scope, send: Send, spool: Spool) -> None:
        async with aclosing(self._body_of(spool)) as parts:
            try:
                async for part in parts:
                    await self._start(scope, send)
                    await self._hand_over(part, send)
            except Departed:
                return
            except Exception as error:
                if not self._started:
                    raise
                _log.warning("a sweep ends early: %s", told_shortly(error), exc_info=None if isinstance(error, KNOWN) else error)
                if self._last_words is None:
                    return  # a server whose application leaves a response open closes the connection
                await send({"type": "http.response.body", "body": self._last_words(error), "more_body": True})
        await self._start(scope, send)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _hand_over(self, part: bytes, send: Send) -> None:
        """Departed where the client does not take it: it may as well have gone."""
        try:
            async with asyncio.timeout(self._serving.settings.sweep_idle):
                await send({"type": "http.response.body", "body": part, "more_body": True})
        except TimeoutError:
            raise Departed from None

    async def _start(self, scope: Scope, send: Send) -> None:
        if not self._started:
            told = {**self._serving.quotas.policy_of(caller_in(scope)), **headers_of(language_of(scope))}
            headers = {"content-type": str(self.media_type), RECORD_HEADER: self._record, **told}
            await send({"type": "http.response.start", "status": 200, "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()]})
            self._started = True
