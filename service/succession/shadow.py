"""A challenger in the shadow of the champion: it scores a sample of the calls after they have been answered, and nobody is answered by it.

It goes where sweeps go, behind everybody who waits, and only where nobody does. What is kept are differences, never what was asked.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Protocol

from service.batcher import Batcher
from service.job import Answer, DeadlineExceeded, Overloaded, ScorerFailed, ShuttingDown
from service.served import Served
from service.succession.comparison import Comparison, Tallies
from valuation.columns_of import Subject, Subjects, subject_of
from valuation.features import FeatureSchema
from valuation.field_error import FieldError

AT_ONCE = 2
"""Calls that the challenger scores at a time; one more is dropped."""
_log = logging.getLogger("service")


class Observer(Protocol):
    """Who counts."""

    def compared(self, found: Comparison) -> None: ...

    def dropped(self, rows: int) -> None: ...

    def failed(self, rows: int) -> None: ...


class Shadow:
    """`share` of the calls are compared; `timeout` (seconds) ends a comparison; `random` gives numbers from 0 to 1. `challenger` is None until it is loaded."""

    def __init__(self, batcher: Batcher, observer: Observer, *, share: float, timeout: float, random: Callable[[], float]) -> None:
        self._batcher, self._observer = batcher, observer
        self._share, self._timeout, self._random = share, timeout, random
        self._tasks: set[asyncio.Task[None]] = set()
        self.challenger: Served | None = None
        self.tallies = Tallies()

    def offer(self, champion: Served, subjects: Sequence[Subject], answer: Answer) -> None:
        """A call that has been answered, on the event loop. Returns at once, whatever becomes of it."""
        challenger = self.challenger
        if challenger is None or not subjects or self._random() >= self._share or not _comparable(champion, challenger):
            return
        if self._batcher.waiting or len(self._tasks) >= AT_ONCE:
            self._observer.dropped(len(subjects))
            return
        task = asyncio.get_running_loop().create_task(self._compare(champion, challenger, subjects, answer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Gives up what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _compare(self, champion: Served, challenger: Served, subjects: Sequence[Subject], answer: Answer) -> None:
        try:
            schema = challenger.scorer.schema
            rows = subjects if schema == champion.scorer.schema else await asyncio.to_thread(_read_anew, subjects, schema)
            found = await self._batcher.submit(challenger.scorer, Subjects(list(rows), schema), timeout=self._timeout, sweep=True, shadow=True)
            call = Comparison.of(answer, found)
        except (Overloaded, DeadlineExceeded, ShuttingDown):
            self._observer.dropped(len(subjects))
        except (ScorerFailed, FieldError):
            self._observer.failed(len(subjects))
        except Exception:  # noqa: BLE001 - whatever is wrong with a challenger is its own affair
            self._observer.failed(len(subjects))
            _log.exception("a challenger could not be compared")
        else:
            self._observer.compared(call)
            self.tallies.add(champion.manifest.version, challenger.manifest.version, call)


def _comparable(champion: Served, challenger: Served) -> bool:
    """Whether they are two models that price the same kind of amount."""
    ours, theirs = champion.manifest, challenger.manifest
    if ours.version == theirs.version:
        return False
    kinds = [(None if one is None else (one.concept, one.currency)) for one in (ours.price, theirs.price)]
    return kinds[0] == kinds[1]


def _read_anew(subjects: Sequence[Subject], schema: FeatureSchema) -> list[Subject]:
    """The same achievements as a model with another schema reads them."""
    return [subject_of(subject.achievement, schema, subject.valuation_date) for subject in subjects]
