"""What the same right costs as an ordinary, sole or exclusive licence, or transferred: ordered by factors of our own, imposed and said to be so.

Means of contracts would not give that order: in 2023 university licences cost more on average than transfers, for other rights were licensed.
"""

from __future__ import annotations

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.codes import LISTS
from valuation.pricing_modes.answer import AdvisedAmount
from valuation.pricing_modes.case import AdviceCase, AdviceFacts
from valuation.pricing_modes.price_levels import PriceLevels
from valuation.pricing_modes.settings import AdviceSettings

LADDER = ("ordinary", "sole", "exclusive", "transfer")


class Fee(AnswerPart):
    """A fixed fee for one kind of right: low ≤ median ≤ high."""

    exclusivity: str
    factor: float = Field(description="of the price that was estimated")
    label: Bilingual
    low: AdvisedAmount
    median: AdvisedAmount
    high: AdvisedAmount


def estimated_exclusivity(facts: AdviceFacts) -> str:
    """The kind of right that the price was estimated for; where it was not said, an ordinary licence for licences and a transfer for the rest."""
    if facts.exclusivity is not None:
        return facts.exclusivity
    is_licence = facts.contract_type == "technical_licence" or facts.price_concept == "licence_fixed_fee"
    return "ordinary" if is_licence else "transfer"


def asked_exclusivity(case: AdviceCase) -> str:
    """The kind of licence that is asked for: the request's, else the achievement's, else an ordinary one."""
    return case.request.exclusivity or case.facts.exclusivity or "ordinary"


def fee_ladder(case: AdviceCase) -> tuple[Fee, ...]:
    """The fee of each kind, rising from ordinary to transfer; empty where the price is refused. Raises AmountOutOfRange."""
    levels, settings = case.levels, case.settings
    if levels is None:
        return ()
    factors = settings.exclusivity.model_dump()
    estimated = factors[estimated_exclusivity(case.facts)]
    return tuple(_fee(levels, settings, kind, factors[kind] / estimated) for kind in LADDER)


def _fee(levels: PriceLevels, settings: AdviceSettings, kind: str, factor: float) -> Fee:
    return Fee(
        exclusivity=kind,
        factor=factor,
        label=LISTS["exclusivity"].bilingual(kind),
        low=levels.down(settings.low_quantile, factor),
        median=levels.nearest(0.5, factor),
        high=levels.up(settings.high_quantile, factor),
    )
