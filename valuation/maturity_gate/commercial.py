"""Steps 10-13 of the extended scale (13级扩展量表): commercial, the same for every track, one proof each. Own words, certainty A; step names K.

They give an order only: a product that makes a loss can be proven in service.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from valuation.bilingual import Bilingual
from valuation.catalogue import say

PROFIT_SHARE = 0.20
"""Yearly profit ÷ investment that step 12 asks for where the parties agreed on no other share [A]."""


@dataclass(frozen=True)
class Step:
    """`what` must be proved by a `document`; both (zh, en)."""

    number: int
    what: tuple[str, str]
    document: tuple[str, str]

    @property
    def text(self) -> Bilingual:
        """What must be proved."""
        return say(f"maturity_gate.step.{self.number}")

    @property
    def example(self) -> Bilingual:
        """A document that would prove it."""
        return say(f"maturity_gate.step_example.{self.number}")


STEPS: Mapping[int, Step] = {
    step.number: step
    for step in (
        Step(10, ("首笔销售回款到账", "first payment for a sale received"), ("银行回单", "bank slip")),
        Step(11, ("盈亏平衡的专项核算", "break-even, by the product's own ledger"), ("按产品的专项核算表", "the product's own ledger")),
        Step(
            12,
            ("年利润与投入之比达到约定比例", "yearly profit ÷ investment reaches the set share"),
            ("年度利润与投入专项审计", "special audit of the year's profit and the investment"),
        ),
        Step(13, ("累计净现金流转正", "cumulative net cash flow positive"), ("经审计的累计现金流量表", "audited statement of cumulative cash flow")),
    )
}
