"""Advice as a whole: every input has an answer, and what is confidential does not leave the house."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.pricing_modes.conftest import any_facts, any_request, cny, facts, ln_quantiles
from valuation.advice import AdviceFacts, AdviceRequest, PricingAdvice, advise, for_audience
from valuation.audience import Audience, sees_interval
from valuation.bilingual import Bilingual
from valuation.pricing_modes.mode import MODES

OUTSIDERS: tuple[Audience, ...] = ("buyer", "public")
CONFIDENTIAL = re.compile(
    r"floor|reserve\b|range|interval|quantile|\blow\b|\bhigh\b|median|sigma|spread|percentile|suggest|底价|底线|保留价|区间|分位|中位|建议", re.IGNORECASE
)


def everything(**given: Any) -> PricingAdvice:
    request = AdviceRequest(
        modes=MODES, intended_price=cny(1.1e6), start_price=cny(7e5), pre_money_value=cny(2e7), registered_capital=cny(5e6), annual_sales=cny(1e7)
    )
    return advise(request, facts(asking_price=cny(1.7e6), **given))


def strings(node: object) -> list[str]:
    """Every key and text of a JSON document but the title, which is the seller's own."""
    if isinstance(node, dict):
        return [text for key, value in node.items() if key != "title" for text in (key, *strings(value))]
    return [text for value in node for text in strings(value)] if isinstance(node, list) else [node] if isinstance(node, str) else []


def numbers(node: object) -> list[float]:
    if isinstance(node, dict):
        return [number for value in node.values() for number in numbers(value)]
    if isinstance(node, list):
        return [number for value in node for number in numbers(value)]
    return [node] if isinstance(node, (int, float)) and not isinstance(node, bool) else []


@settings(max_examples=50, deadline=None)
@given(any_request(), any_facts(), st.sampled_from(OUTSIDERS))
def test_no_floor_reserve_or_interval_reaches_a_buyer_or_the_public(request: AdviceRequest, known: AdviceFacts, audience: Audience) -> None:
    document = json.loads(for_audience(advise(request, known), audience).model_dump_json(exclude_none=True))
    assert not [text for text in strings(document) if CONFIDENTIAL.search(text)]
    stated = [money.amount for money in (request.intended_price, request.start_price, known.asking_price) if money is not None]
    assert set(numbers(document)) <= set(stated)
    assert set(document) <= {"audience", "valuation_date", "currency", "price_concept", "price_concept_label", "published", "notes", "statement"}
    assert document["notes"] == []


@settings(max_examples=50, deadline=None)
@given(any_request(), any_facts(), st.sampled_from(OUTSIDERS))
def test_what_an_outsider_sees_does_not_depend_on_the_distribution(request: AdviceRequest, known: AdviceFacts, audience: Audience) -> None:
    other = AdviceFacts(**{**known.__dict__, "ln_quantiles": ln_quantiles(3e5, 0.4)})
    assert for_audience(advise(request, known), audience) == for_audience(advise(request, other), audience)


def test_the_pattern_of_the_leak_test_finds_what_sellers_are_told() -> None:
    assert len([text for text in strings(json.loads(everything().model_dump_json())) if CONFIDENTIAL.search(text)]) > 50


@pytest.mark.parametrize("audience", OUTSIDERS)
def test_outsiders_see_the_name_and_the_stated_prices(audience: Audience) -> None:
    advice = everything(audience=audience)
    assert {(price.kind, price.price.amount) for price in advice.published} == {("intended", 1.1e6), ("list", 1.7e6), ("start", 7e5)}
    assert all(price.title == "一种脱硝催化剂" for price in advice.published) and advice.statement.zh


@pytest.mark.parametrize(
    ("seller", "denied", "published"),
    [("022", None, True), ("021", None, True), ("022", False, False), ("170", None, False), ("150", None, False), ("natural_person", None, False)],
)
@pytest.mark.parametrize("audience", OUTSIDERS)
def test_an_intended_price_is_public_only_where_it_has_to_be_displayed(seller: str, denied: bool | None, published: bool, audience: Audience) -> None:
    request = AdviceRequest(modes=MODES, intended_price=cny(1.1e6), start_price=cny(7e5), state_established=denied)
    advice = advise(request, facts(asking_price=cny(1.7e6), seller_kind=seller, audience=audience))
    assert {price.kind for price in advice.published} == {"list", "start"} | ({"intended"} if published else set())
    assert published or 1.1e6 not in numbers(json.loads(advice.model_dump_json()))


def test_what_is_priced_otherwise_than_by_agreement_displays_no_intended_price() -> None:
    request = AdviceRequest(modes=("licence", "auction"), intended_price=cny(1.1e6), start_price=cny(7e5))
    assert {price.kind for price in advise(request, facts(pricing_mode="auction", audience="public")).published} == {"start"}


@pytest.mark.parametrize("audience", ["seller", "exchange"])
def test_seller_and_exchange_see_all_of_it(audience: Audience) -> None:
    assert sees_interval(audience)
    advice = everything(audience=audience)
    assert advice.audience == audience and advice == for_audience(everything(), audience)
    assert advice.agreement and advice.agreement.floor and advice.auction and advice.auction.reserve and advice.settings


@settings(max_examples=50, deadline=None)
@given(any_request(), any_facts(("seller", "exchange", *OUTSIDERS)))
def test_every_request_has_an_answer(request: AdviceRequest, known: AdviceFacts) -> None:
    advice = advise(request, known)
    asked = request.modes or MODES
    if sees_interval(known.audience) and request.modes:
        told = "amount_out_of_range" in {note.code for note in advice.notes}
        assert told or all(getattr(advice, mode) is not None for mode in asked)
        assert all(getattr(advice, mode) is None for mode in set(MODES) - set(asked))
    assert advice.currency == known.currency and advice.price_concept == known.price_concept


def test_an_empty_request_asks_for_the_modes_of_the_record() -> None:
    advice = advise(AdviceRequest(), facts(pricing_mode="listing"))
    assert [mode for mode in MODES if getattr(advice, mode) is not None] == ["listing"]


def test_a_refused_price_and_a_foreign_amount_are_said() -> None:
    advice = advise(AdviceRequest.model_validate({"intended_price": {"amount": 1, "currency": "USD"}}), facts(ln_quantiles=None))
    assert {"no_price", "other_currency", "no_appraisal"} == {note.code for note in advice.notes}


def test_amounts_beyond_money_cost_only_their_mode() -> None:
    advice = advise(AdviceRequest(modes=("agreement", "equity")), facts(ln_quantiles=(34.6,) * 7))
    assert advice.agreement is None and {"amount_out_of_range", "no_appraisal"} == {note.code for note in advice.notes}


def test_our_own_numbers_are_printed_with_their_version() -> None:
    advice = everything()
    assert advice.settings is not None and advice.settings.version and advice.licence is not None and advice.licence.bands_version


def test_a_bundle_with_a_concept_of_its_own_is_advised_under_its_own_name() -> None:
    own = facts(price_concept="pilot_fee", concept_label=Bilingual(zh="中试费", en="pilot fee"))
    assert advise(AdviceRequest(modes=("listing",)), own).price_concept_label.en == "pilot fee"
    assert advise(AdviceRequest(modes=("listing",)), facts(price_concept="pilot_fee")).price_concept_label.zh == "pilot_fee"
