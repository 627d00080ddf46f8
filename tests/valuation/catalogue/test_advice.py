"""Every text of pricing advice is met in some case; none is dead."""

from __future__ import annotations

import re
from typing import Any

from tests.valuation.pricing_modes.conftest import cny, facts
from valuation.advice import AdviceRequest, advise
from valuation.catalogue.advice import TEXTS
from valuation.codes import LISTS
from valuation.pricing_modes.mode import MODES
from valuation.pricing_modes.royalty_bands import royalty_bands
from valuation.pricing_modes.rulebook import RULES


def keys(kind: str) -> set[str]:
    return {key.rsplit(".", 1)[1] for key in TEXTS if key.startswith(f"advice.{kind}.")}


def test_every_note_limit_rule_and_missing_fact_is_met() -> None:
    told = re.findall(r'"(?:code|field)":"(\w+)"', "".join(documents()))
    assert keys("note") | keys("limit") | keys("rule") | keys("missing") <= set(told)


def test_every_scope_source_and_band_belongs_to_a_rule_or_a_field() -> None:
    fields, rights = LISTS["technology_field"].entries, LISTS["ip_kind"].entries
    bands = [band for field in (None, *fields) for right in (None, *rights) for band in royalty_bands(field, right)]
    cited = {band.source.zh for band in bands}
    assert keys("scope") == {rule.code for rule in RULES}
    assert keys("band") == {band.code for band in bands}
    assert {source for source in keys("source") if TEXTS[f"advice.source.{source}"][0] not in cited} == {rule.source for rule in RULES}


def documents() -> list[str]:
    usd = {"amount": 1e6, "currency": "USD"}
    everywhere = {"modes": MODES, "annual_sales": {"amount": 1e7}}
    cases: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"modes": MODES, "registered_capital": {"amount": 5e6}, "pre_money_value": {"amount": 2e7}, "annual_sales": {"amount": 1e9}}, {"title": ""}),
        (everywhere | {"intended_price": {"amount": 1e3}, "start_price": {"amount": 9e6}, "years_to_sales": 4}, {"asking_price": cny(1e3)}),
        (everywhere | {"intended_price": {"amount": 1e8}, "entry_fee": {"amount": 1e8}, "exclusivity": "transfer"}, {"asking_price": cny(1e8)}),
        ({"modes": MODES, "annual_sales": {"amount": 1e3}, "appraised_value": {"amount": 1e6}, "cash_contribution": usd}, {"seller_kind": "110"}),
        ({"modes": MODES, "pre_money_value": {"amount": 1e6}, "registered_capital": {"amount": 5e6}}, {"seller_kind": "110", "ln_quantiles": (34.6,) * 7}),
        ({"modes": MODES, "pre_money_value": {"amount": 1e6}, "registered_capital": {"amount": 5e6}}, {"seller_kind": "110", "ln_quantiles": None}),
        ({"modes": MODES, "pre_money_value": {"amount": 1e6}, "registered_capital": {"amount": 5e6}}, {"seller_kind": "110"}),
        (everywhere, {"price_concept": "grant_amount"}),
        (everywhere, {"price_concept": "registered_technology_amount"}),
        (everywhere, {"price_concept": "registered_technology_amount", "contract_type": "technical_service"}),
        (everywhere, {"price_concept": "equity_contribution"}),
        (everywhere, {"price_concept": "licence_fixed_fee"}),
    ]
    return [advise(AdviceRequest.model_validate(request), facts(**given)).model_dump_json() for request, given in cases]
