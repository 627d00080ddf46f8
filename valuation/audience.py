"""For whom an answer is made: the seller, the exchange, a buyer, or the public. An interval, a floor and a reserve are for the first two alone.

Whoever knows the interval knows how far a seller may go down; so what lets it be reckoned (quantiles, spread, confidence level, the percentile of a
freely chosen amount) is hidden with it.
"""

from __future__ import annotations

from typing import Literal, get_args

Audience = Literal["seller", "exchange", "buyer", "public"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)

_INSIDERS: tuple[Audience, ...] = ("seller", "exchange")


def sees_interval(audience: Audience) -> bool:
    """Whether this audience may see an interval, a floor, a reserve, and what they can be reckoned from."""
    return audience in _INSIDERS
