"""How good class probabilities are: the class they name, and whether a probability means what it says. Every figure beside that of the plain rival.

The rival knows nothing of the text: it answers the shares of the classes in the labels. Probabilities (n, g), truth (n,) the number of the class.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 10
_LEAST = 1e-12


@dataclass(frozen=True)
class ReliabilityBin:
    """Rows whose likeliest class has a probability in (low, high]: how many, what they said on average, and how often they were right."""

    low: float
    high: float
    n: int
    said: float
    right: float


@dataclass(frozen=True)
class SignalFigures:
    """Accuracy of the likeliest class; macro-F1; log loss (nats); Brier score (0 to 2); calibration error: mean gap of said and right over the bins
    (Guo et al. 2017).
    """

    accuracy: float
    macro_f1: float
    log_loss: float
    brier: float
    calibration_error: float


@dataclass(frozen=True)
class SignalStudy:
    """Figures on n rows, of the rival on the same ones, and the reliability table."""

    n: int
    model: SignalFigures
    prior: SignalFigures
    reliability: tuple[ReliabilityBin, ...]

    def figures(self) -> dict[str, float]:
        """Flat: `signals.macro_f1` …, `signals.prior.macro_f1` …"""
        rival = {f"signals.prior.{name}": value for name, value in vars(self.prior).items()}
        return {"signals.judged": self.n, **{f"signals.{name}": value for name, value in vars(self.model).items()}, **rival}


def signal_study(probabilities: NDArray[np.float64], truth: NDArray[np.int64], prior: NDArray[np.float64]) -> SignalStudy:
    """Judges probabilities against the truth and against `prior` (g,), the shares of the classes."""
    alike = np.tile(prior, (len(truth), 1))
    return SignalStudy(len(truth), signal_figures(probabilities, truth), signal_figures(alike, truth), reliability(probabilities, truth))


def signal_figures(probabilities: NDArray[np.float64], truth: NDArray[np.int64]) -> SignalFigures:
    """Figures of one model; NaN where there is no row."""
    if not len(truth):
        return SignalFigures(*[float("nan")] * 5)
    named = probabilities.argmax(axis=1)
    right = np.eye(probabilities.shape[1])[truth]
    gaps = [abs(one.said - one.right) * one.n for one in reliability(probabilities, truth)]
    return SignalFigures(
        accuracy=float(np.mean(named == truth)),
        macro_f1=macro_f1(named, truth, probabilities.shape[1]),
        log_loss=float(-np.log(np.maximum(probabilities[np.arange(len(truth)), truth], _LEAST)).mean()),
        brier=float(((probabilities - right) ** 2).sum(axis=1).mean()),
        calibration_error=float(sum(gaps) / len(truth)),
    )


def macro_f1(named: NDArray[np.int64], truth: NDArray[np.int64], classes: int) -> float:
    """Mean over the classes of 2 · hits / (named + true); 0 for a class that is neither."""
    hits, answers, labels = (np.bincount(one, minlength=classes) for one in (truth[named == truth], named, truth))
    return float(np.mean(2 * hits / np.maximum(answers + labels, 1)))


def reliability(probabilities: NDArray[np.float64], truth: NDArray[np.int64]) -> tuple[ReliabilityBin, ...]:
    """Bins of equal width over the probability of the likeliest class; empty ones are left out."""
    said, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    bins = np.clip(np.ceil(said * BINS).astype(np.int64) - 1, 0, BINS - 1)
    return tuple(
        ReliabilityBin(float(one) / BINS, float(one + 1) / BINS, int((bins == one).sum()), float(said[bins == one].mean()), float(right[bins == one].mean()))
        for one in np.unique(bins)
    )
