"""The numbers of pricing advice that are our own proposals [A]: one version, printed with every advice that used them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.price_rounding import ROUNDING_VERSION


class ExclusivityFactors(AnswerPart):
    """What a licence is worth beside the transfer of the same right. Imposed, not measured: contracts of each kind cover different rights."""

    ordinary: float = 0.4
    sole: float = 0.6
    exclusive: float = 0.8
    transfer: float = 1.0


class AdviceSettings(AnswerPart):
    """Which quantiles of the price distribution stand for what, and the defaults of a licence."""

    version: str = "2026-11"
    certainty: Literal["A"] = "A"
    rounding: str = Field(default=ROUNDING_VERSION, description="version of the grid of round amounts")
    floor_quantile: float = Field(default=0.10, description="the least acceptable price in every mode: one comparable contract in ten was cheaper")
    low_quantile: float = Field(default=0.25, description="lower end of the range")
    high_quantile: float = Field(default=0.75, description="upper end of the range")
    list_quantile: float = Field(default=0.75, description="list price where the seller names none")
    start_quantile: float = Field(default=0.05, description="start of an auction, below the reserve so as not to give it away")
    terms: tuple[float, ...] = Field(default=(3.0, 5.0, 10.0), description="years of a licence where none is given")
    discount_rate: float = Field(default=0.20, description="yearly, before tax, where none is given")
    exclusivity: ExclusivityFactors = ExclusivityFactors()


SETTINGS = AdviceSettings()
"""What is used where nothing else is asked for."""
