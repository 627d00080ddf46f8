"""A contract: an achievement that found its price. What training learns from, one record a deal.

The amount is the registered technology amount (技术交易额) wherever a source has it, and always names what kind of amount it is. Contracts on
royalty alone, or free of charge, have no amount and are no record of a price: leave them out rather than give 0.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field, field_validator

from valuation import codes
from valuation.achievement import Achievement
from valuation.money import Money


class Contract(Achievement):
    """An achievement with the deal that was made on it."""

    amount: float = Field(gt=0, lt=1e15, allow_inf_nan=False, description="in units of the currency, e.g. 1500000 for 150万元")
    currency: str = Field(pattern=r"^[A-Z]{3}$", description="ISO 4217 code")
    signed: date = Field(description="签订日期")
    price_concept: str = Field(description="what kind of amount it is; a code of the list `price_concept`")
    project: str | None = Field(default=None, max_length=200, description="contracts of one project never stand on both sides of a split")

    @field_validator("price_concept", mode="before")
    @classmethod
    def _concept(cls, value: object) -> str:
        """A code of the list, or its label in either language, becomes the code."""
        return codes.LISTS["price_concept"].resolve(str(value), field="price_concept")

    @property
    def price(self) -> Money:
        """The amount with its currency."""
        return Money(amount=self.amount, currency=self.currency)

    @property
    def group(self) -> str | None:
        """What keeps related contracts together: the project, else the contract's own id."""
        return self.project or self.id
