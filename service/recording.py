"""An answer is recorded before it is given: whoever holds it can rely on the record, and whoever does not, got none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.audit.draft import new_id
from service.audit.valued import Asking, valuation_draft
from service.items import InvalidItem
from service.job import Answer
from service.running import Running
from service.served import Served
from valuation.columns_of import Subject
from valuation.listing import Listing

RECORD_HEADER = "X-Record-Id"
"""Under which the answer was recorded; the n-th valuation of it is `<record>.<n>`, from 0."""


async def recorded(
    serving: Running,
    served: Served,
    asking: Asking,
    asked: bytes,
    answer: Answer,
    sent: Sequence[bytes],
    items: int,
    *,
    listings: Sequence[Listing | None] = (),
    id: str | None = None,
    timeout: float | None = None,
) -> str:
    """The record's id, once it is on disk. Raises StorageUnavailable where that cannot be within `timeout` seconds: then the answer must not be given."""
    draft = valuation_draft(asking, served.manifest, serving.clock(), asked, answer, sent, items, listings, id)
    await serving.audit.record(draft, serving.settings.deadline if timeout is None else timeout)
    return draft.id


@dataclass
class Chunks:
    """The records of a sweep: a chunk is recorded before it is sent, the n-th under `<sweep>-<n>`, from 0. `sweep` is what the caller is told first."""

    serving: Running
    served: Served
    asking: Asking
    timeout: float
    sweep: str = field(default_factory=new_id)
    _next: int = 0

    async def keep(self, asked: bytes, answer: Answer, sent: bytes, items: int, listings: Sequence[Listing | None] = ()) -> None:
        """Returns once the next chunk's record is on disk; as `recorded`."""
        name, self._next = f"{self.sweep}-{self._next}", self._next + 1
        await recorded(self.serving, self.served, self.asking, asked, answer, (sent,), items, listings=listings, id=name, timeout=self.timeout)


def listings_of(items: Sequence[Subject | InvalidItem]) -> list[Listing | None]:
    """Where the exchange stands with each item; empty where it says nothing of any."""
    found = [item.listing if isinstance(item, InvalidItem) else item.achievement.listing for item in items]
    return found if any(one is not None for one in found) else []
