"""A price that comes with an achievement is checked after the model: against the estimate, its own text and its past."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from service.price_checks import price_checks_of
from valuation.achievement import Achievement
from valuation.columns_of import subject_of
from valuation.features import FeatureSchema
from valuation.price_check.check import PriceCheck

LN_QUANTILES = np.log([10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000])


def check(price: dict[str, Any], quantiles: Any = LN_QUANTILES, currency: str | None = "CNY", kind: str = "asking_price", **more: Any) -> PriceCheck:
    subject = subject_of(Achievement.model_validate({"text": "a", kind: price, **more}), FeatureSchema(), date(2026, 11, 22))
    found = {str(name): one for name, one in price_checks_of(subject, quantiles, currency).items()}
    assert found[kind] is not None and [name for name, one in found.items() if one is None] == [name for name in found if name != kind]
    return found[kind]  # type: ignore[return-value]


@pytest.mark.parametrize("kind", ["asking_price", "contract_price"])
@pytest.mark.parametrize(("amount", "percentile", "anomaly"), [(100_000, 50, False), (1_000_000, 95, False), (1, 0, True), (1e12, 100, True)])
def test_a_price_stands_somewhere_in_the_distribution(kind: str, amount: float, percentile: float, anomaly: bool) -> None:
    found = check({"amount": amount}, kind=kind)
    assert found.percentile == pytest.approx(percentile, abs=0.5)
    assert found.anomaly is anomaly
    assert found.note.zh and found.note.en
    assert 0 < found.false_alarm_rate <= 0.02


def test_nothing_is_converted_between_currencies() -> None:
    found = check({"amount": 100_000, "currency": "USD"})
    assert (found.percentile, found.anomaly) == (None, None)
    assert "USD" in found.note.zh and "CNY" in found.note.en


def test_without_a_price_head_the_text_and_the_past_are_still_checked() -> None:
    assert (check({"amount": 100_000}, None, None).percentile, check({"amount": 100_000}, None, None).anomaly) == (None, None)
    listings = [{"listing_id": f"L{month}", "on": f"2026-{month:02d}-01", "price": {"amount": 1e6 - month * 5e4}} for month in range(1, 9)]
    found = check({"amount": 500_000}, None, None, history={"listings": listings})
    assert found.anomaly and [flag.code for flag in found.flags] == ["serial_relisting"]


def test_a_check_over_rest_names_its_reasons_and_a_refused_price_keeps_those_of_the_text(client: TestClient) -> None:
    item = {"text": "合同总价款500万元。", "contract_price": {"amount": 100_000}}
    refused = {**item, "text": "foreign 合同总价款500万元。"}
    valued, without = client.post("/v1/valuations", json={"achievements": [item, refused]}).json()["valuations"]
    for found in (valued, without):
        assert "text_amount_disagrees" in [flag["code"] for flag in found["contract_price"]["flags"]]
        assert found["asking_price"] is None
    assert without["status"] == "refused" and "No price was estimated" in without["contract_price"]["note"]["en"]


def test_a_price_never_moves_the_estimate(client: TestClient) -> None:
    items = [{"text": "a"}, {"text": "a", "contract_price": {"amount": 1}}, {"text": "a", "contract_price": {"amount": 1e12}, "history": {"listings": []}}]
    prices = [found["price"] for found in client.post("/v1/valuations", json={"achievements": items}).json()["valuations"]]
    assert prices[0] == prices[1] == prices[2]


def test_what_comes_after_the_valuation_date_is_no_past() -> None:
    later = [{"listing_id": f"L{month}", "on": f"2027-{month:02d}-01", "price": {"amount": 1e6}} for month in range(1, 9)]
    assert check({"amount": 500_000}, None, None, history={"listings": later}).flags == ()
