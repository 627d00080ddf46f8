"""An act of a caller: done, recorded and answered in one transaction, and once for its `Idempotency-Key`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection
from starlette.requests import Request

from service.audit.draft import Draft
from service.deadline import timeout_of
from service.idempotency import Claim, Given
from service.running import Running


async def acted(request: Request, serving: Running, claim: Claim, draft: Draft, store: Callable[[Connection], Given]) -> Given:
    """The answer that `store` gives, once all that it wrote is on disk with the record and the answer itself; nothing of it where anything fails.

    Raises StorageUnavailable, ClaimLost, and whatever `store` does.
    """
    given: list[Given] = []

    def also(connection: Connection) -> None:
        answer = store(connection)
        claim.complete(connection, answer)
        given.append(answer)

    await serving.audit.record(replace(draft, also=also), timeout_of(request, serving.settings))
    return given[-1]
