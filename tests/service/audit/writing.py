"""What the tests of the audit share: keys, a clock, drafts, and a chain with a few records in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from service.audit.checkpoint import sign_checkpoint
from service.audit.draft import Draft
from service.audit.journal import Journal
from service.audit.key_file import AuditKeys
from service.identity.caller import ANYBODY
from service.store.database import Database

KEYS = AuditKeys((b"s" * 32,), (b"k" * 32,), (b"t" * 32,))
START = datetime(2026, 11, 28, 9, tzinfo=UTC)


class Clock:
    """A clock that goes on by a second each time it is looked at."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def draft(text: str = "一种方法", **changes: Any) -> Draft:
    about: dict[str, Any] = {"kind": "valuation", "caller": ANYBODY, "at": START, "facts": {"door": "json", "listings": []}, "input": text.encode()}
    return Draft(**about | {"output": b"numbers", "sent": (b"an ", b"answer")} | changes)


def journal(database: Database, chain: str | None = None) -> Journal:
    return Journal(database, KEYS, Clock(), chain)


def written(database: Database, *drafts: Draft, chain: str | None = None) -> Journal:
    """A chain with these records and a checkpoint behind them."""
    writing = journal(database, chain)
    assert writing.append(list(drafts)) == [None] * len(drafts)
    assert sign_checkpoint(database, KEYS, Clock()) is not None
    return writing
