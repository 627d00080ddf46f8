"""The model that answers here, and what its answers are written with; another one may take its place between two requests, never within one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from models.load import Bundle
from models.manifest import Manifest
from models.predictions import Predictions
from service.answers import Answers
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


@dataclass(frozen=True, slots=True)
class Served:
    """One loaded model. A request takes it once, at its start, and decodes, scores and answers with nothing else."""

    scorer: Scorer
    answers: Answers

    @classmethod
    def of(cls, scorer: Scorer) -> Served:
        """The scorer, with what its answers say of every model like it."""
        return cls(scorer, Answers(scorer.bundle.manifest))

    @property
    def manifest(self) -> Manifest:
        """Identity and provenance of the bundle."""
        return self.scorer.bundle.manifest


class Champion:
    """Who answers the next request. `current` is replaced by one assignment: whoever took the one before keeps it to the end."""

    __slots__ = ("current",)

    def __init__(self, current: Served) -> None:
        self.current = current
