"""What pricing advice answers with. Amounts carry their currency, in its units; texts are in both languages, beside stable codes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.certainty import Certainty
from valuation.money import Money
from valuation.note import Note


class AmountOutOfRange(ValueError):
    """An amount that no currency is counted in: above 10^15 units, or not above 0."""


class Missing(AnswerPart):
    """A field without which part of the advice cannot be given, and what it is needed for."""

    field: str
    text: Bilingual

    @classmethod
    def of(cls, field: str) -> Missing:
        """What `advice.missing.<field>` says."""
        return cls(field=field, text=say(f"advice.missing.{field}"))


class RuleNote(AnswerPart):
    """A rule of law or guidance: a requirement or warning where it applies, information elsewhere."""

    code: str
    standing: Literal["requirement", "warning", "information"]
    applies: bool | None = Field(description="whether seller, mode and facts are in its scope; null where what is known does not say")
    exceeded: bool | None = Field(description="for a limit: whether the amounts here lie beyond it; null where that is unknown or it is no limit")
    text: Bilingual
    scope: Bilingual
    source: Bilingual
    certainty: Certainty


class AdvisedAmount(Money):
    """An amount and what it was taken from: a quantile of the price distribution, rounded, or an appraisal."""

    basis: Literal["quantile", "appraisal"]
    quantile: float | None = Field(default=None, description="share of comparable contracts expected below it, before rounding and any factor")

    @classmethod
    def at_quantile(cls, amount: float, currency: str, quantile: float) -> AdvisedAmount:
        """An amount from the distribution. Raises AmountOutOfRange where it is none."""
        if not 0 < amount < 1e15:
            raise AmountOutOfRange(f"{amount} {currency}")
        return cls(amount=amount, currency=currency, basis="quantile", quantile=quantile)

    @classmethod
    def appraised(cls, value: Money) -> AdvisedAmount:
        """The appraised value, as it is."""
        return cls(amount=value.amount, currency=value.currency, basis="appraisal")


class Interval(AnswerPart):
    """Shares or rates as fractions, at the low end, median and high end of the price."""

    low: float
    median: float
    high: float


class PublishedPrice(AnswerPart):
    """All that a buyer or the public may see: the name of the result and a price that the seller has made public."""

    kind: Literal["intended", "list", "start"]
    title: str
    price: Money


class PublicitySheet(AnswerPart):
    """公示: the name of the result and the intended price, and nothing else, for at least `days` days inside the unit."""

    title: str
    intended_price: Money
    days: int


class ModeAdvice(AnswerPart):
    """What the advice of every mode has."""

    rules: tuple[RuleNote, ...]
    limits: tuple[Note, ...] = Field(description="where the price at hand is not the kind of price this mode is about")
    notes: tuple[Note, ...] = ()
    missing: tuple[Missing, ...] = ()
