"""Inputs that are older than the operator keeps them are erased, a few at a time, while the service runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from service.audit.audit import Audit
from service.audit.erasure import expired, retention
from service.store.database import Database, StorageUnavailable

EVERY = 3_600.0
"""Seconds between two looks."""
_log = logging.getLogger("service")


async def keep_erasing(database: Database, audit: Audit, days: int, clock: Callable[[], datetime], every: float = EVERY) -> None:
    """Erases what is older than `days`, now and then, until it is cancelled; returns at once where 0 days keep everything."""
    while days:
        try:
            await erase_expired(database, audit, clock() - timedelta(days=days), clock)
        except StorageUnavailable as error:
            _log.warning("inputs that are too old could not be erased: %s", error)
        except Exception:  # noqa: BLE001 - whatever it is, the next look must come
            _log.exception("inputs that are too old could not be erased")
        await asyncio.sleep(every)


async def erase_expired(database: Database, audit: Audit, before: datetime, clock: Callable[[], datetime]) -> int:
    """Erases every input older than that; how many."""
    erased = 0
    while found := await database.run(partial(_expired, database, before)):
        await audit.record(retention(clock(), found))
        erased += len(found)
    return erased


def _expired(database: Database, before: datetime) -> list[str]:
    with database.read() as connection:
        return expired(connection, before)
