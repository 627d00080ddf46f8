"""Pricing advice in an answer: given where the achievement asks for it, from the price that the model estimated."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.manifest import PriceHead
from valuation.achievement import Achievement, Economics, Terms
from valuation.advice import AdviceFacts, PricingAdvice, advise
from valuation.audience import Audience
from valuation.columns_of import Subject

_NO_TERMS, _NO_ECONOMICS = Terms(), Economics()


def advice_of(subject: Subject, head: PriceHead | None, ln_quantiles: NDArray[np.float64] | None, audience: Audience) -> PricingAdvice | None:
    """The advice for that audience; None where none was asked for, or the bundle states no prices. A refused price still has its rules and questions."""
    achievement = subject.achievement
    if achievement.advice is None or head is None:
        return None
    return advise(achievement.advice, _facts(achievement, subject, head, ln_quantiles, audience))


def _facts(achievement: Achievement, subject: Subject, head: PriceHead, ln_quantiles: NDArray[np.float64] | None, audience: Audience) -> AdviceFacts:
    terms, economics = achievement.terms or _NO_TERMS, achievement.economics or _NO_ECONOMICS
    return AdviceFacts(
        title=achievement.title,
        valuation_date=subject.valuation_date,
        audience=audience,
        currency=head.currency,
        price_concept=head.concept,
        concept_label=head.concept_label,
        ln_quantiles=None if ln_quantiles is None else tuple(ln_quantiles.tolist()),
        seller_kind=achievement.seller_kind,
        pricing_mode=achievement.pricing_mode,
        contract_type=achievement.contract_type,
        technology_field=achievement.technology_field,
        ip_kind=achievement.ip_kind,
        exclusivity=terms.exclusivity,
        asking_price=achievement.asking_price,
        term_years=terms.term_years,
        years_to_sales=economics.years_to_market,
        annual_sales=economics.annual_sales,
        operating_margin=economics.operating_margin,
    )
