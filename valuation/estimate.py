"""What a model estimates of an achievement: price, maturity, experts' scores, text signals. Estimates, never conclusions.

Amounts are in units of the currency (元, not 万元).
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual


class PriceQuantiles(AnswerPart):
    """Amounts below which 5, 10 … 95 % of comparable contracts are expected."""

    p05: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float


class PriceEstimate(AnswerPart):
    """A price interval. `point` is exp of the mean of ln(price), p50 the median; `low` to `high` is the 90 % interval."""

    point: float
    quantiles: PriceQuantiles
    low: float
    high: float
    currency: str = Field(description="ISO 4217")
    unit: str = Field(description="what one counts: 元 for CNY, else the currency code")
    price_concept: str = Field(description="what kind of amount this is")
    price_concept_label: Bilingual
    sigma_log: float = Field(description="spread of ln(price)")
    spread_factor: float = Field(description="about two thirds of prices lie between estimate ÷ factor and estimate × factor")
    confidence_level: int = Field(ge=0, le=7, description="0 (widest) to 7 (narrowest), by our own published bins")
    confidence_bins: str = Field(description="version of those bins")


class LevelText(AnswerPart):
    """Technology readiness by a model, 1-9. `level` is the median; `expected` stands beside the distribution, never instead of it."""

    level: int = Field(ge=1, le=9)
    name: Bilingual
    expected: float
    probabilities: dict[str, float] = Field(description='"1" … "9" → probability')


class MaturityEstimate(LevelText):
    """The same as the model's own answer, which says that it is no more than the text's."""

    basis: Literal["level_text"] = "level_text"


class ScoreEstimate(AnswerPart):
    """An estimate of what experts would score, 0-100, with its 90 % interval."""

    score: float
    low: float
    high: float
    basis: Literal["expert_score_estimate"] = "expert_score_estimate"


class FiveScores(AnswerPart):
    """The five values as estimates of expert scores; null where `absent` says why."""

    scientific: ScoreEstimate | None = None
    technical: ScoreEstimate | None = None
    economic: ScoreEstimate | None = None
    social: ScoreEstimate | None = None
    cultural: ScoreEstimate | None = None


class FiveSignals(AnswerPart):
    """Class probabilities from text: which value the achievement is mainly about, not how high it is."""

    scientific: float | None = None
    technical: float | None = None
    economic: float | None = None
    social: float | None = None
    cultural: float | None = None
    basis: Literal["text_signal"] = "text_signal"
