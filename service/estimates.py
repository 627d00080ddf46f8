"""The heads of a batch in the units of an answer: ln(price) becomes money, P(level > k) a distribution over levels.

Amounts are exp of float64 and are not rounded: they are the numbers that offline scoring of the same bundle gives, bit for bit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.manifest import Manifest
from models.predictions import Predictions
from valuation.bilingual import Bilingual
from valuation.estimate import FiveScores, FiveSignals, MaturityEstimate, PriceEstimate, PriceQuantiles, ScoreEstimate
from valuation.five_values import VALUES, dominant
from valuation.maturity import LEVEL_NAMES, LEVELS, expected_level, level_probabilities, median_level
from valuation.money import unit_of
from valuation.price import CONFIDENCE_BINS_VERSION, QUANTILE_NAMES, confidence_level, sigma_log, spread_factor
from valuation.refusal import Refusal
from valuation.valuation import Reason

_ABSENT = Reason.of(Refusal.HEAD_ABSENT)
_LEVELS = [Bilingual.of(LEVEL_NAMES[level]) for level in LEVELS]
_LEVEL_KEYS = [str(level) for level in LEVELS]
_P10, _P90 = QUANTILE_NAMES.index("p10"), QUANTILE_NAMES.index("p90")


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


@dataclass(frozen=True, slots=True)
class RowEstimates:
    """What the heads say of one achievement; nothing of one that is refused."""

    price: PriceEstimate | None = None
    maturity: MaturityEstimate | None = None
    scores: FiveScores | None = None
    signals: FiveSignals | None = None
    dominant: str | None = None
    ln_quantiles: NDArray[np.float64] | None = None


@dataclass(frozen=True)
class Estimates:
    """The heads of n rows in the units of an answer, as Python lists: one conversion per batch instead of one per number."""

    manifest: Manifest
    refusals: list[Refusal | None]
    finite: list[bool]
    ln_price: NDArray[np.float64] | None
    prices: dict[str, list[float]]
    spreads: list[tuple[float, float, int]]
    levels: list[tuple[int, float, list[float]]]
    scores: dict[str, list[list[float]]]
    signals: dict[str, list[float]]
    dominant: list[str | None]

    @classmethod
    def of(cls, predictions: Predictions, manifest: Manifest) -> Estimates:
        """The estimates of a batch."""
        return cls(
            manifest=manifest,
            refusals=predictions.refusals,
            finite=_finite(predictions),
            ln_price=predictions.price,
            prices=_prices(predictions),
            spreads=_spreads(predictions.price),
            levels=_levels(predictions.maturity),
            scores={name: values.tolist() for name, values in predictions.scores.items()},
            signals={name: values.tolist() for name, values in predictions.signals.items()},
            dominant=dominant(predictions.signals, len(predictions)),
        )

    def of_row(self, row: int) -> RowEstimates:
        """All that the heads say of one row."""
        return RowEstimates(
            price=self.price_of(row),
            maturity=self.maturity_of(row),
            scores=self.scores_of(row),
            signals=self.signals_of(row),
            dominant=self.dominant[row],
            ln_quantiles=self.ln_quantiles(row),
        )

    def ln_quantiles(self, row: int) -> NDArray[np.float64] | None:
        """The seven quantiles of ln(price); None where the bundle has no price head."""
        return None if self.ln_price is None else self.ln_price[row]

    def price_of(self, row: int) -> PriceEstimate | None:
        """The price of a row."""
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
            unit=unit_of(head.currency),
            price_concept=head.concept,
            price_concept_label=head.concept_label,
            sigma_log=sigma,
            spread_factor=factor,
            confidence_level=confidence,
            confidence_bins=CONFIDENCE_BINS_VERSION,
        )

    def maturity_of(self, row: int) -> MaturityEstimate | None:
        """The maturity of a row, as its text suggests it."""
        if not self.levels:
            return None
        level, expected, probabilities = self.levels[row]
        return MaturityEstimate(level=level, name=_LEVELS[level - 1], expected=expected, probabilities=dict(zip(_LEVEL_KEYS, probabilities, strict=True)))

    def scores_of(self, row: int) -> FiveScores | None:
        """The estimates of a row's expert scores."""
        if not self.scores:
            return None
        found = {name: values[row] for name, values in self.scores.items()}
        return FiveScores(
            **{name: ScoreEstimate(score=middle, low=low, high=high, basis="expert_score_estimate") for name, (low, middle, high) in found.items()}
        )

    def signals_of(self, row: int) -> FiveSignals | None:
        """The class probabilities of a row's text."""
        if not self.signals:
            return None
        return FiveSignals(**{name: values[row] for name, values in self.signals.items()})


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
