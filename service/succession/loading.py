"""A bundle becomes a model that may answer: opened, tested on its golden rows, warmed. Blocking, and takes as long as it takes."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from itertools import pairwise
from queue import Empty, SimpleQueue
from threading import Thread

import numpy as np

from models.champion import Pointer
from models.golden import golden_columns
from models.load import Bundle, load_bundle
from models.providers import Providers
from models.scorer import Scorer as BundleScorer
from service.location import fetched_into
from service.served import Scorer
from service.settings import Settings
from service.succession.remote import RemoteChampion
from service.succession.source import LoneBundle, Source, Unreachable, source_of
from valuation.features import Columns

WARMED = (1, 16, 256)
"""Rows of the batches that are scored before the first caller's: memory is laid out, and kernels are chosen, for small and large ones."""
LONGEST = 2.0
"""Seconds."""
PATIENCE = 2.0
"""Seconds for a store to say at the start what should answer, where what it said last is known."""
_log = logging.getLogger("service")


def ready_scorer(bundle: Bundle, providers: Providers) -> Scorer:
    """A scorer of a verified bundle; BundleError where it does not answer as when it was exported."""
    scorer = BundleScorer(bundle, providers)
    scorer.self_test()
    warm(scorer, golden_columns(bundle.golden))
    return scorer


def warm(scorer: Scorer, rows: Columns) -> None:
    """Scores batches of several sizes, of these rows over and over; none that would take longer than `LONGEST`, as with a transformer on a CPU."""
    expected = 0.0
    for size, larger in pairwise((*WARMED, WARMED[-1])):
        if expected > LONGEST:
            return
        started = time.perf_counter()
        scorer.score(rows.take(np.arange(size) % len(rows)))
        expected = (time.perf_counter() - started) * larger / size


def champion_source(settings: Settings) -> Source:
    """Where the model that answers comes from."""
    return source_of(settings.bundle, fetched_into(settings.data))


def first_scorer(settings: Settings) -> Scorer:
    """The scorer to start with; BundleError or Unreachable where there is none to be had. Where a store is away, what was fetched from it last."""
    source = champion_source(settings)
    if isinstance(source, LoneBundle):
        return ready_scorer(load_bundle(source.folder), settings.providers)
    return ready_scorer(source.bundle(_first_pointer(source).current), settings.providers)


def _first_pointer(source: Source) -> Pointer:
    known = source.last_known() if isinstance(source, RemoteChampion) else None
    if known is None:
        return source.pointer()
    try:
        return _in_time(source.pointer)
    except Unreachable as error:
        _log.warning("the champion folder is away, so the service starts with what it fetched last, %s: %s", known.current, error)
        return known


def _in_time(asked: Callable[[], Pointer]) -> Pointer:
    """What is answered within `PATIENCE` seconds: libraries of object stores try for much longer, and a service that can start should not wait for them."""
    answers: SimpleQueue[Pointer | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(asked())
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            answers.put(error)

    Thread(target=ask, name="succession", daemon=True).start()
    try:
        answer = answers.get(timeout=PATIENCE)
    except Empty:
        raise Unreachable(f"no answer within {PATIENCE:g} s") from None
    if isinstance(answer, Exception):
        raise answer
    return answer
