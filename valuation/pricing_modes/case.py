"""One case for advice: what was asked, what the achievement says, and its price distribution; every mode reads the same case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from valuation.audience import Audience
from valuation.bilingual import Bilingual
from valuation.codes import LISTS
from valuation.money import Money
from valuation.pricing_modes.price_levels import PriceLevels
from valuation.pricing_modes.request import AdviceRequest
from valuation.pricing_modes.settings import AdviceSettings

LEAST_MARGIN = 0.001
"""Of sales; below it a royalty on profit means nothing."""


@dataclass(frozen=True)
class AdviceFacts:
    """What is known of the achievement and its price. Codes are those of `valuation/codes`, None where unknown.

    `ln_quantiles` are the seven of `valuation.price.QUANTILES` of ln(amount in units of `currency`), None where the price is refused; `exclusivity` is the
    right for which that price was estimated; `asking_price` is the seller's own. The last four stand in where the request leaves them open.
    """

    title: str
    valuation_date: date
    audience: Audience
    currency: str
    price_concept: str
    ln_quantiles: tuple[float, ...] | None
    seller_kind: str | None = None
    pricing_mode: str | None = None
    contract_type: str | None = None
    technology_field: str | None = None
    ip_kind: str | None = None
    exclusivity: str | None = None
    asking_price: Money | None = None
    term_years: float | None = None
    years_to_sales: float | None = None
    annual_sales: Money | None = None
    operating_margin: float | None = None
    concept_label: Bilingual | None = None

    @property
    def price_concept_label(self) -> Bilingual:
        """What the concept is called: by the bundle, which may have a concept of its own, else by our list."""
        if self.concept_label is not None:
            return self.concept_label
        concept, concepts = self.price_concept, LISTS["price_concept"]
        return concepts.bilingual(concept) if concept in concepts.entries else Bilingual(zh=concept, en=concept)


@dataclass(frozen=True)
class AdviceCase:
    """The case as a mode reads it."""

    request: AdviceRequest
    facts: AdviceFacts
    settings: AdviceSettings

    @classmethod
    def of(cls, request: AdviceRequest, facts: AdviceFacts, settings: AdviceSettings) -> AdviceCase:
        """The case, with what the achievement itself says where the request says nothing; without a profit there is no royalty on it."""
        margin = facts.operating_margin if facts.operating_margin and facts.operating_margin >= LEAST_MARGIN else None
        own = {"term_years": facts.term_years, "years_to_sales": facts.years_to_sales, "annual_sales": facts.annual_sales, "operating_margin": margin}
        return cls(request.model_copy(update={name: value for name, value in own.items() if getattr(request, name) is None}), facts, settings)

    @cached_property
    def levels(self) -> PriceLevels | None:
        """Amounts of the price distribution; None where the price is refused."""
        return None if self.facts.ln_quantiles is None else PriceLevels(self.facts.ln_quantiles, self.facts.currency)

    def known(self, field: str) -> Money | None:
        """An amount of the request, or the asking price, in the currency of the estimate; None where it is absent or in another one."""
        money = self._stated(field)
        return money if money is not None and money.currency == self.facts.currency else None

    @cached_property
    def foreign(self) -> tuple[str, ...]:
        """Fields whose amount is in another currency than the estimate, and is therefore left out."""
        fields = (*(name for name in type(self.request).model_fields if isinstance(getattr(self.request, name), Money)), "asking_price")
        return tuple(name for name in fields if self._stated(name) is not None and self.known(name) is None)

    def _stated(self, field: str) -> Money | None:
        money: Money | None = self.facts.asking_price if field == "asking_price" else getattr(self.request, field)
        return money
