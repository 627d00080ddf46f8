"""Amounts of money: a number, its unit and its currency, never one without the others.

Units follow the registration forms: 元, 万元 (10^4), 亿元 (10^8); foreign amounts carry their ISO 4217 code.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field


@dataclass(frozen=True)
class Unit:
    """What one counts in: `factor` units of `currency` each, e.g. 万元 = 10,000 CNY."""

    name: str
    currency: str
    factor: float


UNITS: dict[str, Unit] = {
    unit.name: unit
    for unit in (
        Unit("元", "CNY", 1.0),
        Unit("千元", "CNY", 1e3),
        Unit("万元", "CNY", 1e4),
        Unit("百万元", "CNY", 1e6),
        Unit("亿元", "CNY", 1e8),
        *(Unit(code, code, 1.0) for code in ("CNY", "USD", "EUR", "GBP", "JPY", "KRW", "HKD", "TWD", "CHF", "CAD", "AUD", "SGD", "INR")),
        *(Unit(f"k{code}", code, 1e3) for code in ("USD", "EUR", "GBP")),
        *(Unit(f"M{code}", code, 1e6) for code in ("USD", "EUR", "GBP")),
    )
}


def unit(name: str) -> Unit:
    """The unit of that name; KeyError's message lists the known ones."""
    try:
        return UNITS[name]
    except KeyError:
        raise KeyError(f"unknown unit {name!r}; known: {', '.join(UNITS)}") from None


def unit_of(currency: str) -> str:
    """What amounts in units of a currency count: 元 for CNY, else the currency's code."""
    return "元" if currency == UNITS["元"].currency else currency


class Money(BaseModel):
    """A positive amount in units of its currency (元, not 万元; dollars, not thousands)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: float = Field(gt=0, lt=1e15, allow_inf_nan=False, description="in units of the currency, e.g. 1500000 for 150万元")
    currency: str = Field(default="CNY", pattern=r"^[A-Z]{3}$", description="ISO 4217 code")
