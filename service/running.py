"""What the routes of one process share, built once at start and handed to each request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from starlette.requests import Request

from models.load import Bundle
from models.predictions import Predictions
from service.answers import Answers
from service.batcher import Batcher
from service.metrics import Metrics
from service.places import Places
from service.settings import Settings
from valuation.features import Columns, FeatureSchema


class Scorer(Protocol):
    """What the service needs of a model: `models.scorer.Scorer` is one, the fakes of the tests are others."""

    @property
    def bundle(self) -> Bundle: ...

    @property
    def schema(self) -> FeatureSchema: ...

    @property
    def in_flight(self) -> int: ...

    def score(self, columns: Columns) -> Predictions: ...

    def self_test(self) -> None: ...


@dataclass(frozen=True)
class Running:
    """Settings, model, what its answers say, batcher, counters, clock (aware, UTC) and places for sweeps of a process that serves."""

    settings: Settings
    scorer: Scorer
    answers: Answers
    batcher: Batcher
    metrics: Metrics
    clock: Callable[[], datetime]
    places: Places = field(default_factory=Places)


def running(request: Request) -> Running:
    """What serves this request."""
    found: Running = request.scope["state"]["running"]
    return found
