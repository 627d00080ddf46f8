"""What stands beside a score and has no weight in it: the learned estimate, the text signal (rule R7), and the model's price (rule R9).

They are copied into the answer after the scores are made; no score is computed from them. A text signal is the probability of a class, not a degree of value.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.estimate import FiveScores, FiveSignals, PriceEstimate


class LearnedEstimate(AnswerPart):
    """What experts would score, as a model estimates it: 0-100 with its 90 % interval."""

    score: float
    low: float
    high: float
    weight: Literal[0] = 0
    note: Bilingual = Field(default_factory=lambda: say("value_scores.estimate_beside"))


class TextSignal(AnswerPart):
    """文本倾向: the probability, from the text, that this is the value the achievement is mainly about."""

    probability: float
    weight: Literal[0] = 0
    note: Bilingual = Field(default_factory=lambda: say("value_scores.signal_beside"))


class ShownPrice(AnswerPart):
    """The model's median price, shown beside the economic value and never read by it."""

    amount: float = Field(description="in units of the currency")
    currency: str
    price_concept: str
    weight: Literal[0] = 0
    note: Bilingual = Field(default_factory=lambda: say("value_scores.price_beside"))


def estimate_beside(estimates: FiveScores | None, value: str) -> LearnedEstimate | None:
    """The learned estimate of a value, if the model has one."""
    found = getattr(estimates, value, None)
    return None if found is None else LearnedEstimate(score=found.score, low=found.low, high=found.high)


def signal_beside(signals: FiveSignals | None, value: str) -> TextSignal | None:
    """The text signal of a value, if the model has one."""
    found = getattr(signals, value, None)
    return None if found is None else TextSignal(probability=found)


def price_beside(price: PriceEstimate | None) -> ShownPrice | None:
    """The model's median price, if it gave one."""
    return None if price is None else ShownPrice(amount=price.quantiles.p50, currency=price.currency, price_concept=price.price_concept)
