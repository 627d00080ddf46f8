"""A new champion takes over: it is written down who put it there, then the next request is answered by it. No request is held up or sees two models."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Protocol

from models.champion import Pointer
from models.manifest import Manifest
from service.audit.draft import Draft
from service.audit.journal import WORKER
from service.served import Champion, Served

_log = logging.getLogger("service")


class Observer(Protocol):
    """Who says which model answers."""

    def serves(self, manifest: Manifest) -> None: ...


class Takeover:
    """Puts a model into the place of the champion. `record` returns once the act is on disk; where it cannot be, the one before goes on answering."""

    def __init__(self, champion: Champion, record: Callable[[Draft], Awaitable[object]], observer: Observer, clock: Callable[[], datetime]) -> None:
        self._champion, self._record, self._observer, self._clock = champion, record, observer, clock

    async def __call__(self, served: Served, pointer: Pointer) -> None:
        before = self._champion.current
        await self._record(promotion(served.manifest, pointer, self._clock()))
        self._champion.current = served
        self._observer.serves(served.manifest)
        _log.warning("%s %s answers now, instead of %s", served.manifest.name, served.manifest.version, before.manifest.version)


def promotion(manifest: Manifest, pointer: Pointer, at: datetime) -> Draft:
    """The act by which a bundle answers in this process: which one, and who published it, as far as the pointer says."""
    facts: dict[str, Any] = {"version": manifest.version, "sha256": manifest.digest, "by": pointer.by, "trained_by": manifest.trained_by}
    facts["published"] = pointer.changed.isoformat()
    return Draft("promote", WORKER, at, facts, about=manifest.version)
