"""An answer is recorded before it is given: whoever holds it can rely on the record, and whoever does not, got none."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from service.audit.draft import new_id
from service.audit.valued import NAMELESS, Asking, Named, valuation_draft
from service.items import InvalidItem
from service.job import Answer
from service.listings import listing_of, traces_of
from service.running import Running
from service.served import Served
from valuation.columns_of import Subject

RECORD_HEADER = "X-Record-Id"
"""Under which the answer was recorded; the n-th valuation of it is `<record>.<n>`, from 0."""
AT_ONCE = 16
"""Items whose listings are seen to on the event loop itself: one that is published costs some 0.1 ms."""


async def recorded(
    serving: Running,
    served: Served,
    asking: Asking,
    asked: bytes,
    answer: Answer,
    sent: Sequence[bytes],
    items: Sequence[Subject | InvalidItem] | int,
    *,
    id: str | None = None,
    timeout: float | None = None,
) -> str:
    """The record's id, once it is on disk with what it says of listings; `items` as they were read, or how many where they are rows of a table.

    Raises StorageUnavailable where that cannot be within `timeout` seconds: then the answer must not be given.
    """
    at, id = serving.clock(), id or new_id()
    number, named = (items, NAMELESS) if isinstance(items, int) else (len(items), await _beside(id, at, served, asking, answer, items))
    draft = valuation_draft(asking, served.manifest, at, asked, answer, sent, number, id, named)
    await serving.audit.record(draft, serving.settings.deadline if timeout is None else timeout)
    serving.metrics.shown(answer, asking.audience)
    return id


async def _beside(id: str, at: datetime, served: Served, asking: Asking, answer: Answer, items: Sequence[Subject | InvalidItem]) -> Named:
    """What is named in the record; beside the event loop where many listings may have to be written for their publication."""
    if len(items) > AT_ONCE and any(listing_of(one) is not None for one in items):
        return await asyncio.to_thread(_named, id, at, served, asking, answer, items)
    return _named(id, at, served, asking, answer, items)


def _named(id: str, at: datetime, served: Served, asking: Asking, answer: Answer, items: Sequence[Subject | InvalidItem]) -> Named:
    invalid = [item for item, one in enumerate(items) if isinstance(one, InvalidItem)]
    traces = traces_of(id, asking.caller, at, items, answer, served.answers)
    if traces is None:
        return Named(invalid)
    listings = {item: listing for item, one in enumerate(items) if (listing := listing_of(one)) is not None}
    return Named(invalid, listings, traces.published, traces.write)


@dataclass
class Chunks:
    """The records of a sweep: a chunk is recorded before it is sent, the n-th under `<sweep>-<n>`, from 0. `sweep` is what the caller is told first."""

    serving: Running
    served: Served
    asking: Asking
    timeout: float
    sweep: str = field(default_factory=new_id)
    _next: int = 0

    async def keep(self, asked: bytes, answer: Answer, sent: bytes, items: Sequence[Subject | InvalidItem] | int) -> None:
        """Returns once the next chunk's record is on disk; as `recorded`."""
        name, self._next = f"{self.sweep}-{self._next}", self._next + 1
        await recorded(self.serving, self.served, self.asking, asked, answer, (sent,), items, id=name, timeout=self.timeout)
