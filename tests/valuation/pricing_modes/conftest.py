"""Cases for advice: a university's catalyst at a median of 100万元, and whatever hypothesis thinks of."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from hypothesis import strategies as st

from valuation.codes import LISTS
from valuation.money import Money
from valuation.price import PRICE_CONCEPTS
from valuation.pricing_modes.case import AdviceCase, AdviceFacts
from valuation.pricing_modes.request import AdviceRequest
from valuation.pricing_modes.settings import SETTINGS

NORMAL = (-1.6448536, -1.2815516, -0.6744898, 0.0, 0.6744898, 1.2815516, 1.6448536)


def ln_quantiles(median: float = 1e6, sigma: float = 0.9) -> tuple[float, ...]:
    return tuple(math.log(median) + sigma * z for z in NORMAL)


def cny(amount: float) -> Money:
    return Money(amount=amount)


def facts(**given: Any) -> AdviceFacts:
    plain: dict[str, Any] = {
        "title": "一种脱硝催化剂",
        "valuation_date": date(2026, 11, 22),
        "audience": "seller",
        "currency": "CNY",
        "price_concept": "negotiated_transfer_price",
        "ln_quantiles": ln_quantiles(),
        "seller_kind": "022",
    }
    return AdviceFacts(**(plain | given))


def case(request: dict[str, Any] | None = None, **given: Any) -> AdviceCase:
    return AdviceCase.of(AdviceRequest.model_validate(request or {}), facts(**given), SETTINGS)


def codes(notes: Any) -> set[str]:
    return {note.code for note in notes}


def standing(advice: Any, code: str) -> str:
    return next(str(rule.standing) for rule in advice.rules if rule.code == code)


MONEY = st.builds(Money, amount=st.floats(1e-2, 9e14), currency=st.sampled_from(("CNY", "CNY", "CNY", "USD")))


def coded(name: str) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(sorted(LISTS[name].entries))


@st.composite
def any_facts(draw: st.DrawFn, audiences: tuple[str, ...] = ("seller",)) -> AdviceFacts:
    middle, steps = draw(st.floats(0, 30)), draw(st.lists(st.floats(0, 2), min_size=6, max_size=6))
    quantiles = tuple(middle + sum(steps[:at]) for at in range(7))
    return facts(
        valuation_date=draw(st.dates()),
        audience=draw(st.sampled_from(audiences)),
        price_concept=draw(st.sampled_from(sorted(PRICE_CONCEPTS))),
        ln_quantiles=draw(st.none() | st.just(quantiles)),
        seller_kind=draw(coded("party_kind")),
        pricing_mode=draw(coded("pricing_mode")),
        contract_type=draw(coded("contract_type")),
        technology_field=draw(coded("technology_field")),
        ip_kind=draw(coded("ip_kind")),
        exclusivity=draw(coded("exclusivity")),
        asking_price=draw(st.none() | MONEY),
        operating_margin=draw(st.none() | st.floats(-10, 1)),
    )


@st.composite
def any_request(draw: st.DrawFn) -> AdviceRequest:
    optional: dict[str, st.SearchStrategy[Any]] = {
        **dict.fromkeys(
            ("intended_price", "start_price", "previous_list_price", "appraised_value", "pre_money_value", "cash_contribution", "registered_capital"), MONEY
        ),
        **dict.fromkeys(("annual_sales", "entry_fee"), MONEY),
        **dict.fromkeys(("central_enterprise", "state_established", "open_licence"), st.booleans()),
        "team_share": st.floats(0, 1),
        "sales_growth": st.floats(-0.9, 1),
        "royalty_decay": st.floats(0, 0.9),
        "operating_margin": st.floats(0.001, 1),
        "years_to_sales": st.floats(0, 50),
        "term_years": st.floats(0.1, 100),
        "discount_rate": st.floats(0, 1),
        "exclusivity": st.sampled_from(sorted(LISTS["exclusivity"].entries)),
    }
    given = {name: draw(st.none() | values) for name, values in optional.items()}
    modes = draw(st.lists(st.sampled_from(("agreement", "listing", "auction", "equity", "licence")), unique=True))
    return AdviceRequest(modes=tuple(modes), new_company=given["pre_money_value"] is None and draw(st.booleans()), **given)
