"""The heads of a batch in the units of an answer: ln(price) becomes money, P(level > k) a distribution over levels.

Amounts are exp of float64 and are not rounded: they are the numbers that offline scoring of the same bundle gives, bit for bit. The parts have
the fields of their models in `valuation/estimate.py` and are written as JSON without becoming one: thousands a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from models.manifest import Manifest
from models.predictions import Predictions, amounts_of, finite_rows
from service.spoken import label
from valuation.bilingual import Bilingual, Language
from valuation.estimate import FiveScores, FiveSignals, MaturityEstimate, PriceEstimate
from valuation.five_values import VALUES, dominant
from valuation.maturity import LEVEL_NAMES, LEVELS, expected_level, level_probabilities, median_level
from valuation.money import unit_of
from valuation.price import CONFIDENCE_BINS_VERSION, QUANTILE_NAMES, confidence_level, sigma_log, spread_factor
from valuation.refusal import Refusal
from valuation.valuation import Reason

Part = TypeVar("Part", bound=BaseModel)

_ABSENT = Reason.of(Refusal.HEAD_ABSENT)
_LEVELS = [Bilingual.of(LEVEL_NAMES[level]) for level in LEVELS]
_LEVEL_KEYS = [str(level) for level in LEVELS]
_P10, _P90 = QUANTILE_NAMES.index("p10"), QUANTILE_NAMES.index("p90")


class Quantiles(msgspec.Struct, gc=False):
    """`PriceQuantiles`."""

    p05: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float


class Price(msgspec.Struct, gc=False):
    """`PriceEstimate`."""

    point: float
    quantiles: Quantiles
    low: float
    high: float
    currency: str
    unit: str
    price_concept: str
    price_concept_label: msgspec.Raw | None
    sigma_log: float
    spread_factor: float
    confidence_level: int
    confidence_bins: str = CONFIDENCE_BINS_VERSION


class Maturity(msgspec.Struct, gc=False):
    """`MaturityEstimate`."""

    level: int
    name: msgspec.Raw | None
    expected: float
    probabilities: dict[str, float]
    basis: str = "level_text"


class Score(msgspec.Struct, gc=False):
    """`ScoreEstimate`."""

    score: float
    low: float
    high: float
    basis: str = "expert_score_estimate"


class Scores(msgspec.Struct, gc=False):
    """`FiveScores`."""

    scientific: Score | None = None
    technical: Score | None = None
    economic: Score | None = None
    social: Score | None = None
    cultural: Score | None = None


class Signals(msgspec.Struct, gc=False):
    """`FiveSignals`."""

    scientific: float | None = None
    technical: float | None = None
    economic: float | None = None
    social: float | None = None
    cultural: float | None = None
    basis: str = "text_signal"


MODELS: dict[type[msgspec.Struct], type[BaseModel]] = {Price: PriceEstimate, Maturity: MaturityEstimate, Scores: FiveScores, Signals: FiveSignals}
"""Whose fields each part has."""


def absent_heads(manifest: Manifest) -> dict[str, Reason]:
    """The whole heads that the bundle did not learn."""
    heads = {"price": manifest.price, "maturity": manifest.maturity, "values": manifest.scores, "signals": manifest.signals}
    return {name: _ABSENT for name, head in heads.items() if not head}


def absences(manifest: Manifest) -> dict[str, Reason]:
    """What the bundle did not learn: whole heads, or single values of a head that has others."""
    absent = absent_heads(manifest)
    for name, learned in (("values", manifest.scores), ("signals", manifest.signals)):
        if learned:
            absent |= {f"{name}.{value}": _ABSENT for value in VALUES if value not in learned}
    return absent


def model_of(part: msgspec.Struct | None, model: type[Part]) -> Part | None:
    """The part, made without a language, as its model: for rules that reckon with it."""
    return None if part is None else model.model_validate_json(msgspec.json.encode(part))


@dataclass(frozen=True)
class Estimates:
    """The heads of n rows in the units of an answer, as Python lists: one conversion per batch instead of one per number."""

    manifest: Manifest
    refusals: list[Refusal | None]
    finite: list[bool]
    ln_price: NDArray[np.float64] | None
    points: list[float]
    amounts: list[list[float]]
    spreads: list[tuple[float, float, int]]
    levels: list[tuple[int, float, list[float]]]
    scores: dict[str, list[list[float]]]
    signals: dict[str, list[float]]
    dominant: list[str | None]

    @classmethod
    def of(cls, predictions: Predictions, manifest: Manifest) -> Estimates:
        """The estimates of a batch."""
        points, amounts = amounts_of(predictions)
        return cls(
            manifest=manifest,
            refusals=predictions.refusals,
            finite=finite_rows(predictions, points, amounts).tolist(),
            ln_price=predictions.price,
            points=[] if points is None else points.tolist(),
            amounts=[] if amounts is None else amounts.tolist(),
            spreads=_spreads(predictions.price),
            levels=_levels(predictions.maturity),
            scores={name: values.tolist() for name, values in predictions.scores.items()},
            signals={name: values.tolist() for name, values in predictions.signals.items()},
            dominant=dominant(predictions.signals, len(predictions)),
        )

    def ln_quantiles(self, row: int) -> NDArray[np.float64] | None:
        """The seven quantiles of ln(price); None where the bundle has no price head."""
        return None if self.ln_price is None else self.ln_price[row]

    def price_of(self, row: int, language: Language | None = None) -> Price | None:
        """The price of a row."""
        head = self.manifest.price
        if head is None or not self.amounts or not self.points:
            return None
        quantiles = Quantiles(*self.amounts[row])
        sigma, factor, confidence = self.spreads[row]
        return Price(
            self.points[row],
            quantiles,
            quantiles.p05,
            quantiles.p95,
            head.currency,
            unit_of(head.currency),
            head.concept,
            label(head.concept_label, language),
            sigma,
            factor,
            confidence,
        )

    def maturity_of(self, row: int, language: Language | None = None) -> Maturity | None:
        """The maturity of a row, as its text suggests it."""
        if not self.levels:
            return None
        level, expected, probabilities = self.levels[row]
        return Maturity(level, label(_LEVELS[level - 1], language), expected, dict(zip(_LEVEL_KEYS, probabilities, strict=True)))

    def scores_of(self, row: int) -> Scores | None:
        """The estimates of a row's expert scores."""
        if not self.scores:
            return None
        found = {}
        for name, values in self.scores.items():
            low, middle, high = values[row]
            found[name] = Score(middle, low, high)
        return Scores(**found)

    def signals_of(self, row: int) -> Signals | None:
        """The class probabilities of a row's text."""
        if not self.signals:
            return None
        found: dict[str, Any] = {name: values[row] for name, values in self.signals.items()}
        return Signals(**found)


def _spreads(ln_price: NDArray[np.float64] | None) -> list[tuple[float, float, int]]:
    if ln_price is None:
        return []
    sigma = sigma_log(ln_price[:, _P10], ln_price[:, _P90])
    return list(zip(sigma.tolist(), spread_factor(sigma).tolist(), confidence_level(sigma).tolist(), strict=True))


def _levels(exceedance: NDArray[np.float64] | None) -> list[tuple[int, float, list[float]]]:
    if exceedance is None:
        return []
    columns = (median_level(exceedance), expected_level(exceedance), level_probabilities(exceedance))
    return list(zip(*(column.tolist() for column in columns), strict=True))
