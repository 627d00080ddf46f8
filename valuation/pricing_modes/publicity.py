"""公示: the sheet that a state institute or university puts up before it sells by agreement. Name and intended price only."""

from __future__ import annotations

from valuation.pricing_modes.answer import Missing, PublicitySheet
from valuation.pricing_modes.case import AdviceCase
from valuation.pricing_modes.mode import Mode
from valuation.pricing_modes.rulebook import PUBLICITY, PUBLICITY_DAYS


def publicity_sheet(case: AdviceCase, mode: Mode) -> tuple[PublicitySheet | None, tuple[Missing, ...]]:
    """The sheet where the rule applies, or what it lacks. The price is the one the seller intends: none is put in its place."""
    if not PUBLICITY.applies(case, mode):
        return None, ()
    title, price = case.facts.title.strip(), case.request.intended_price
    if title and price is not None:
        return PublicitySheet(title=title, intended_price=price, days=PUBLICITY_DAYS), ()
    lacking = [field for field, given in (("title", title), ("intended_price", price)) if not given]
    return None, tuple(Missing.of(field) for field in lacking)
