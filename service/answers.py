"""Predictions → valuations: ln(price) becomes money, P(level > k) a distribution over levels, an absent head a reason.

Amounts are exp of float64 and are not rounded: they are the numbers that offline scoring of the same bundle gives, bit for bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.manifest import Manifest
from models.predictions import Predictions
from service.asking_price import asking_price_check
from service.items import InvalidItem
from service.job import Answer
from valuation.bilingual import Bilingual, Language
from valuation.columns_of import Subject
from valuation.five_values import ESTIMATE, SIGNAL, VALUES, dominant
from valuation.maturity import LEVEL_NAMES, LEVELS, expected_level, level_probabilities, median_level
from valuation.money import UNITS
from valuation.price import CONFIDENCE_BINS_VERSION, QUANTILE_NAMES, confidence_level, sigma_log, spread_factor
from valuation.refusal import Refusal
from valuation.valuation import (
    SIMULATED_STATEMENT,
    STATEMENT,
    FiveScores,
    FiveSignals,
    MaturityEstimate,
    ModelStamp,
    PriceEstimate,
    PriceQuantiles,
    Reason,
    ScoreEstimate,
    Valuation,
)

SCORING_FAILED = Reason.said("scoring_failed")
_ABSENT = Reason.of(Refusal.HEAD_ABSENT)
_HEADS = ("price", "maturity", "values", "signals")
_LEVELS = [Bilingual(zh=LEVEL_NAMES[level][0], en=LEVEL_NAMES[level][1]) for level in LEVELS]
_LEVEL_KEYS = [str(level) for level in LEVELS]
_P10, _P90 = QUANTILE_NAMES.index("p10"), QUANTILE_NAMES.index("p90")


def model_stamp(manifest: Manifest) -> ModelStamp:
    """Which model answers, as every response says."""
    price = manifest.price
    return ModelStamp(
        name=manifest.name,
        version=manifest.version,
        sha256=manifest.digest,
        simulated=manifest.simulated,
        price_concept=None if price is None else price.concept,
        currency=None if price is None else price.currency,
    )


def statement_of(manifest: Manifest) -> Bilingual:
    """What every answer says of itself; louder where the model learned from simulated data."""
    return SIMULATED_STATEMENT if manifest.simulated else STATEMENT


def invalid_valuation(item: InvalidItem, manifest: Manifest, language: Language | None = None) -> Valuation:
    """The answer for an item that could not be read: what is wrong with it, and nothing else."""
    errors = tuple(error.in_language(language) for error in item.errors)
    return Valuation(id=item.id, listing=item.listing, status="invalid", errors=errors, simulated=manifest.simulated, statement=statement_of(manifest))


def valuations_of(answer: Answer, subjects: Sequence[Subject], manifest: Manifest) -> list[Valuation]:
    """One valuation per subject, in order; the answer's parts cover the subjects in order."""
    valuations: list[Valuation] = []
    for part in answer:
        these = subjects[len(valuations) : len(valuations) + part.rows]
        if isinstance(part.outcome, Predictions):
            estimates = _Estimates.of(part.outcome, manifest)
            valuations += [_valuation(subject, estimates, row, manifest) for row, subject in enumerate(these)]
        else:
            valuations += [_refused(subject, SCORING_FAILED, manifest) for subject in these]
    return valuations


def _valuation(subject: Subject, estimates: _Estimates, row: int, manifest: Manifest) -> Valuation:
    refusal = estimates.refusals[row]
    if refusal is not None:
        return _refused(subject, Reason.of(refusal), manifest)
    if not estimates.finite[row]:
        return _refused(subject, SCORING_FAILED, manifest)
    price = estimates.price_of(row)
    asking = subject.achievement.asking_price
    return Valuation(
        id=subject.achievement.id,
        listing=subject.achievement.listing,
        status="valued",
        valuation_date=subject.valuation_date,
        simulated=manifest.simulated,
        price=price,
        maturity=estimates.maturity_of(row),
        values=estimates.scores_of(row),
        signals=estimates.signals_of(row),
        dominant=estimates.dominant[row],
        absent=estimates.absent,
        asking_price=None if asking is None else asking_price_check(asking, estimates.ln_quantiles(row), None if price is None else price.currency),
        ignored_attributes=subject.ignored,
        missing_attributes=subject.missing,
        statement=statement_of(manifest),
    )


def _refused(subject: Subject, reason: Reason, manifest: Manifest) -> Valuation:
    return Valuation(
        id=subject.achievement.id,
        listing=subject.achievement.listing,
        status="refused",
        reason=reason,
        valuation_date=subject.valuation_date,
        simulated=manifest.simulated,
        absent=dict.fromkeys(_HEADS, reason) | _absent_heads(manifest),
        ignored_attributes=subject.ignored,
        missing_attributes=subject.missing,
        statement=statement_of(manifest),
    )


def _absent_heads(manifest: Manifest) -> dict[str, Reason]:
    heads = {"price": manifest.price, "maturity": manifest.maturity, "values": manifest.scores, "signals": manifest.signals}
    return {name: _ABSENT for name, head in heads.items() if not head}


def _absences(manifest: Manifest) -> dict[str, Reason]:
    """What the bundle did not learn: whole heads, or single values of a head that has others."""
    absent = _absent_heads(manifest)
    for name, learned in (("values", manifest.scores), ("signals", manifest.signals)):
        if learned:
            absent |= {f"{name}.{value}": _ABSENT for value in VALUES if value not in learned}
    return absent


@dataclass(frozen=True)
class _Estimates:
    """The heads of n rows in the units of an answer, as Python lists: one conversion per batch instead of one per number."""

    manifest: Manifest
    refusals: list[Refusal | None]
    finite: list[bool]
    absent: dict[str, Reason]
    ln_price: NDArray[np.float64] | None
    prices: dict[str, list[float]]
    spreads: list[tuple[float, float, int]]
    levels: list[tuple[int, float, list[float]]]
    scores: dict[str, list[list[float]]]
    signals: dict[str, list[float]]
    dominant: list[str | None]

    @classmethod
    def of(cls, predictions: Predictions, manifest: Manifest) -> _Estimates:
        return cls(
            manifest=manifest,
            refusals=predictions.refusals,
            finite=_finite(predictions),
            absent=_absences(manifest),
            ln_price=predictions.price,
            prices=_prices(predictions),
            spreads=_spreads(predictions.price),
            levels=_levels(predictions.maturity),
            scores={name: values.tolist() for name, values in predictions.scores.items()},
            signals={name: values.tolist() for name, values in predictions.signals.items()},
            dominant=dominant(predictions.signals, len(predictions)),
        )

    def ln_quantiles(self, row: int) -> NDArray[np.float64] | None:
        return None if self.ln_price is None else self.ln_price[row]

    def price_of(self, row: int) -> PriceEstimate | None:
        head = self.manifest.price
        if head is None or not self.prices:
            return None
        quantiles = PriceQuantiles(**{name: self.prices[name][row] for name in QUANTILE_NAMES})
        sigma, factor, confidence = self.spreads[row]
        return PriceEstimate(
            point=self.prices["point"][row],
            quantiles=quantiles,
            low=quantiles.p05,
            high=quantiles.p95,
            currency=head.currency,
            unit="元" if head.currency == UNITS["元"].currency else head.currency,
            price_concept=head.concept,
            price_concept_label=Bilingual(zh=head.concept_zh, en=head.concept_en),
            sigma_log=sigma,
            spread_factor=factor,
            confidence_level=confidence,
            confidence_bins=CONFIDENCE_BINS_VERSION,
        )

    def maturity_of(self, row: int) -> MaturityEstimate | None:
        if not self.levels:
            return None
        level, expected, probabilities = self.levels[row]
        return MaturityEstimate(level=level, name=_LEVELS[level - 1], expected=expected, probabilities=dict(zip(_LEVEL_KEYS, probabilities, strict=True)))

    def scores_of(self, row: int) -> FiveScores | None:
        if not self.scores:
            return None
        found = {name: values[row] for name, values in self.scores.items()}
        return FiveScores(**{name: ScoreEstimate(score=middle, low=low, high=high, basis=ESTIMATE) for name, (low, middle, high) in found.items()})

    def signals_of(self, row: int) -> FiveSignals | None:
        if not self.signals:
            return None
        return FiveSignals(basis=SIGNAL, **{name: values[row] for name, values in self.signals.items()})


def _finite(predictions: Predictions) -> list[bool]:
    """Rows in which every head that is there gives a number; the others must not be shown as if they were answers."""
    finite = np.ones(len(predictions), dtype=bool)
    heads = [predictions.price_point, predictions.price, predictions.maturity, *predictions.scores.values(), *predictions.signals.values()]
    for head in heads:
        if head is not None:
            finite &= np.isfinite(head).reshape(len(predictions), -1).all(axis=1)
    return finite.tolist()


def _prices(predictions: Predictions) -> dict[str, list[float]]:
    if predictions.price is None or predictions.price_point is None:
        return {}
    amounts = np.exp(predictions.price)
    return {"point": np.exp(predictions.price_point).tolist()} | {name: amounts[:, at].tolist() for at, name in enumerate(QUANTILE_NAMES)}


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
