"""Code lists of the Chinese national technology-contract registration, and the few beside it that a valuation needs.

`LISTS[name].resolve(typed, field)` turns what people type into a code; `LISTS[name].label(code, "zh" | "en")` turns it back.
Sources and certainty of each list stand with it; `docs/domain.md` shows them in one table.
"""

from __future__ import annotations

from valuation.codes.code_list import CodeList
from valuation.codes.country import COUNTRY
from valuation.codes.deal import CONTRACT_TYPE, EXCLUSIVITY, PAYMENT_MODE, PRICE_CONCEPT, PRICING_MODE
from valuation.codes.industry import INDUSTRY_SECTION
from valuation.codes.listing_state import LISTING_STATE
from valuation.codes.party import PARTY_KIND
from valuation.codes.programme import PLAN_SOURCE, SOCIO_ECONOMIC_OBJECTIVE
from valuation.codes.region import PROVINCE
from valuation.codes.subclass import CONTRACT_SUBCLASS
from valuation.codes.technology import ACHIEVEMENT_CLASS, IP_KIND, TECHNOLOGY_FIELD
from valuation.codes.terms import DEAL_TERMS, TAX_BASIS

LISTS: dict[str, CodeList] = {
    codes.name: codes
    for codes in (
        ACHIEVEMENT_CLASS,
        CONTRACT_TYPE,
        CONTRACT_SUBCLASS,
        PRICING_MODE,
        TECHNOLOGY_FIELD,
        IP_KIND,
        PLAN_SOURCE,
        SOCIO_ECONOMIC_OBJECTIVE,
        INDUSTRY_SECTION,
        PARTY_KIND,
        PROVINCE,
        COUNTRY,
        PAYMENT_MODE,
        DEAL_TERMS,
        EXCLUSIVITY,
        PRICE_CONCEPT,
        TAX_BASIS,
        LISTING_STATE,
    )
}

__all__ = ["LISTS", "CodeList"]
