"""Ceilings for fees of patent open licences (专利开放许可): guidance for those alone (国知办发运字〔2022〕56号, V), never a limit for other licences."""

from __future__ import annotations

from collections.abc import Sequence

from valuation.pricing_modes.case import AdviceCase
from valuation.pricing_modes.exclusivity_ladder import Fee
from valuation.pricing_modes.licence_equivalents import Equivalents
from valuation.pricing_modes.rule import Answer, Rule
from valuation.pricing_modes.rulebook import OPEN_LICENCE_FEE, OPEN_LICENCE_ORDINARY, OPEN_LICENCE_PROFIT, OPEN_LICENCE_SALES

FIXED_FEE_CNY = 20_000_000.0
SHARE_OF_SALES = 0.20
SHARE_OF_PROFIT = 0.40


def ceilings_exceeded(case: AdviceCase, kind: str, fee: Fee | None, found: Sequence[Equivalents]) -> dict[Rule, Answer]:
    """Rule → whether the licence advised lies beyond it, None where it cannot be told.

    Judged are the intended price where it is stated, else the upper end of the fixed fee; and the highest royalty that would equal that upper end.
    """
    intended = case.known("intended_price")
    fixed_fee = intended if intended is not None else None if fee is None else fee.high
    rate = max((each.royalty_alone.high for each in found), default=None)
    margin = case.request.operating_margin
    return {
        OPEN_LICENCE_FEE: fixed_fee.amount > FIXED_FEE_CNY if fixed_fee is not None and fixed_fee.currency == "CNY" else None,
        OPEN_LICENCE_SALES: None if rate is None else rate > SHARE_OF_SALES,
        OPEN_LICENCE_PROFIT: None if rate is None or margin is None else rate / margin > SHARE_OF_PROFIT,
        OPEN_LICENCE_ORDINARY: kind != "ordinary",
    }
