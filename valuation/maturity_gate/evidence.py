"""All that is submitted to the gate: the critical elements, the commercial proofs beyond level 9, and the level that a person confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Self

from pydantic import Field, model_validator

from valuation.catalogue import say
from valuation.field_error import FieldError
from valuation.maturity_gate.commercial import PROFIT_SHARE
from valuation.maturity_gate.element import CriticalElement
from valuation.maturity_gate.level_confirmed import Confirmation
from valuation.maturity_gate.proof import Document
from valuation.record import Record


class CommercialProof(Document):
    """The one proof of a step 10-13. It speaks of money, not of a design, so it carries no design version."""

    step: int = Field(ge=10, le=13)
    profit_to_investment: float | None = Field(default=None, description="step 12: the year's profit ÷ the investment, as a fraction")

    @model_validator(mode="after")
    def _step_12_has_its_ratio(self) -> Self:
        if self.step == 12 and self.profit_to_investment is None:
            raise FieldError("profit_to_investment", None, say("maturity_gate.input.no_ratio"), say("maturity_gate.input.give_ratio"))
        return self


class MaturityEvidence(Record):
    """What is submitted for one achievement."""

    elements: tuple[CriticalElement, ...] = Field(min_length=1, max_length=50)
    commercial: tuple[CommercialProof, ...] = Field(default=(), max_length=4)
    agreed_profit_share: float = Field(default=PROFIT_SHARE, gt=0, le=10, description="profit ÷ investment that step 12 asks for")
    confirmed: Confirmation | None = None

    @model_validator(mode="after")
    def _nothing_stands_twice(self) -> Self:
        _refuse_twice("elements", [element.name for element in self.elements])
        _refuse_twice("commercial", [proof.step for proof in self.commercial])
        return self


def _refuse_twice(field: str, names: Sequence[str | int]) -> None:
    twice = [name for name, n in Counter(names).items() if n > 1]
    if twice:
        raise FieldError(field, twice[0], say("maturity_gate.input.stands_twice"), say("maturity_gate.input.keep_one"))
