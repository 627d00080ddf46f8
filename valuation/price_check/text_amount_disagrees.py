"""The text states another price than the one given: a typing slip, a wrong unit, or a record that belongs to another text.

The text's 技术交易额 or asking price is compared where there is one, since it names the very amount; else the price of the whole contract: with the
contract's total where that is given, otherwise with room above for the equipment and materials that 技术交易额 leaves out. One that agrees is enough.
"""

from __future__ import annotations

from collections.abc import Sequence

from valuation.catalogue import say
from valuation.price_check.anomaly import AnomalyFlag, Evidence
from valuation.price_check.given_price import GivenKind, GivenPrice
from valuation.price_check.spoken_amount import spoken
from valuation.price_check.stated_price import PriceName, StatedPrice, stated_prices
from valuation.price_check.thresholds import Thresholds

_OWN_NAME: dict[GivenKind, PriceName] = {"asking_price": "asking_price", "contract_price": "technology_amount"}


def contradicting(given: GivenPrice, stated: Sequence[StatedPrice], thresholds: Thresholds) -> tuple[StatedPrice, ...]:
    """The stated prices against the one given; empty where one agrees, or none is comparable (nothing is converted between currencies)."""
    comparable = [price for price in stated if price.currency == given.price.currency]
    own = [price for price in comparable if price.name == _OWN_NAME[given.kind]]
    asked = own or [price for price in comparable if price.name == "contract_amount"]
    if any(_agrees(price, given, thresholds) for price in asked):
        return ()
    return tuple(asked)


def text_flag(given: GivenPrice, thresholds: Thresholds) -> AnomalyFlag | None:
    """The flag of one price against title and text."""
    against = contradicting(given, stated_prices(f"{given.title}\n{given.text}"), thresholds)
    if not against:
        return None
    evidence = [Evidence(kind="stated_amount", amount=price.amount, currency=price.currency, quote=price.quote) for price in against]
    reason = say("price_check.text_amount_disagrees", quote=against[0].quote, given=spoken(given.price.amount, given.price.currency))
    return AnomalyFlag.said("text_amount_disagrees", reason, evidence, thresholds)


def _agrees(price: StatedPrice, given: GivenPrice, thresholds: Thresholds) -> bool:
    whole = price.name == "contract_amount"
    amount = given.total if whole and given.total is not None else given.price.amount
    room = thresholds.equipment_factor if whole and given.total is None else thresholds.text_factor
    return amount / thresholds.text_factor < price.amount < amount * room
