"""What the amounts of a result are: kind of amount, valuation date, currency, unit and tax basis; never a bare number (`docs/domain.md`)."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.catalogue import say


class ResultBasis(AnswerPart):
    """Null where the bundle states no prices."""

    kind: Bilingual = Field(default_factory=lambda: say("basis.kind"), description="统计价格参考: never a 价值类型, which belongs to an appraiser's conclusion")
    valuation_date: date | None = Field(description="基准日")
    price_concept: str | None = Field(default=None, description="what kind of amount prices are")
    price_concept_label: Bilingual | None = None
    currency: str | None = Field(default=None, description="ISO 4217")
    unit: str | None = Field(default=None, description="what one counts: 元 for CNY, else the currency code")
    tax_basis: str | None = Field(default=None, description="whether prices hold VAT, as the source says: a code of the list tax_basis")
    tax_basis_label: Bilingual | None = None
