from __future__ import annotations

import json
from datetime import date
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from service.answers import Answers
from service.job import Part, RowFailed
from service.language import left_out
from tests.service.test_payment_terms import SHARES
from valuation.achievement import Achievement
from valuation.bilingual import Language
from valuation.columns_of import Subject, stacked, subject_of
from valuation.price import CONFIDENCE_BINS_VERSION
from valuation.valuation import Valuation, Valuations


def subjects_of(scorer: Any, *items: dict[str, Any]) -> list[Subject]:
    return [subject_of(Achievement.model_validate(item), scorer.schema, date(2026, 11, 22)) for item in items]


def valued(scorer: Any, *items: dict[str, Any]) -> list[Valuation]:
    subjects = subjects_of(scorer, *items)
    predictions = scorer.score(stacked(subjects, scorer.schema))
    return answered(scorer, subjects, Part(len(subjects), predictions))


def answered(scorer: Any, subjects: list[Subject], *parts: Part) -> list[Valuation]:
    """The answers as a client with the schema reads them: every one is a whole `Valuation`."""
    return [Valuation.model_validate_json(one.json) for one in Answers(scorer.bundle.manifest).written(parts, subjects)]


def json_of(scorer: Any, *items: dict[str, Any], language: Language | None = None) -> list[dict[str, Any]]:
    subjects = subjects_of(scorer, *items)
    part = Part(len(subjects), scorer.score(stacked(subjects, scorer.schema)))
    return [json.loads(one.json) for one in Answers(scorer.bundle.manifest).written((part,), subjects, language=language)]


def test_prices_are_exp_of_the_scorers_float64_to_the_last_bit(scorer: Any) -> None:
    items = [{"text": f"row {at}"} for at in range(50)]
    subjects = subjects_of(scorer, *items)
    expected = np.exp(scorer.score(stacked(subjects, scorer.schema)).price)
    decoded = [found["price"]["quantiles"] for found in json_of(scorer, *items)]
    assert [list(quantiles.values()) for quantiles in decoded] == expected.tolist()
    assert [valuation.price.low for valuation in valued(scorer, *items) if valuation.price] == expected[:, 0].tolist()


def test_a_price_is_the_same_alone_and_among_others(scorer: Any) -> None:
    items = [{"text": f"row {at}"} for at in range(33)]
    together = valued(scorer, *items)
    assert [valued(scorer, item)[0] for item in items] == together


def test_a_price_says_what_it_is(scorer: Any) -> None:
    (valuation,) = valued(scorer, {"text": "a"})
    price = valuation.price
    assert price is not None
    assert (price.currency, price.unit, price.price_concept, price.price_concept_label.zh) == ("CNY", "元", "registered_contract_amount", "合同成交总金额")
    assert price.sigma_log == pytest.approx(2.4 / 2.563103131089201)
    assert price.spread_factor == pytest.approx(np.exp(price.sigma_log))
    assert price.point == price.quantiles.p50


def test_maturity_is_a_distribution_with_a_level_and_its_name(scorer: Any) -> None:
    (valuation,) = valued(scorer, {"text": "a"})
    maturity = valuation.maturity
    assert maturity is not None
    assert list(maturity.probabilities) == [str(level) for level in range(1, 10)]
    assert sum(maturity.probabilities.values()) == pytest.approx(1)
    assert maturity.expected == pytest.approx(sum(int(level) * share for level, share in maturity.probabilities.items()))
    assert (maturity.level, maturity.name.zh) == (5, "初样级")


def test_the_dominant_value_follows_the_signals_and_never_the_scores(make_scorer: Any) -> None:
    assert valued(make_scorer(), {"text": "a"})[0].dominant == "social"
    (scores_only,) = valued(make_scorer(signals={}), {"text": "a"})
    assert scores_only.values is not None and scores_only.dominant is None


def test_a_confidence_level_says_by_which_bins(scorer: Any) -> None:
    (valuation,) = valued(scorer, {"text": "a"})
    assert valuation.price is not None and valuation.price.confidence_bins == CONFIDENCE_BINS_VERSION


def test_what_the_bundle_did_not_learn_is_null_with_the_reason(make_scorer: Any) -> None:
    (valuation,) = valued(make_scorer(price=None, scores={}), {"text": "a"})
    assert valuation.status == "valued"
    assert (valuation.price, valuation.values) == (None, None)
    assert valuation.maturity is not None
    assert {name: reason.code for name, reason in valuation.absent.items()} == dict.fromkeys(
        ["price", "values", "signals.scientific", "signals.economic", "signals.cultural"], "head_absent"
    )


def test_a_refused_row_answers_null_with_the_reason_and_spoils_no_other(scorer: Any) -> None:
    first, refused, last = valued(scorer, {"text": "a"}, {"text": "foreign", "id": "F"}, {"text": "b"})
    assert (first.status, refused.status, last.status) == ("valued", "refused", "valued")
    assert (refused.id, refused.price, refused.maturity, refused.values, refused.signals) == ("F", None, None, None, None)
    assert refused.reason is not None
    assert refused.reason.code == "out_of_distribution"
    assert refused.reason.zh
    assert set(refused.absent) == {"price", "maturity", "values", "signals"}


def test_a_row_that_is_not_a_number_is_never_shown_as_a_price(scorer: Any) -> None:
    first, broken = valued(scorer, {"text": "a"}, {"text": "nan"})
    assert first.status == "valued"
    assert broken.status == "refused"
    assert broken.reason is not None
    assert broken.reason.code == "scoring_failed"


def test_a_row_that_the_scorer_could_not_score_is_refused_in_its_place(scorer: Any) -> None:
    subjects = subjects_of(scorer, {"text": "a"}, {"text": "b"}, {"text": "c"})
    predictions = scorer.score(stacked(subjects, scorer.schema))
    answer = (Part(1, predictions[0:1]), Part(1, RowFailed("x")), Part(1, predictions[2:3]))
    found = answered(scorer, subjects, *answer)
    assert [valuation.status for valuation in found] == ["valued", "refused", "valued"]
    assert found[2].price == valued(scorer, {"text": "c"})[0].price


def test_facts_that_were_ignored_or_missing_are_named(scorer: Any) -> None:
    (valuation,) = valued(scorer, {"text": "a", "industry": "C39", "attributes": {"phase": "II", "colour": "red"}})
    assert set(valuation.ignored_attributes) == {"industry", "colour"}
    assert set(valuation.missing_attributes) == {"contract_type", "team", "years_to_market"}


def test_simulated_is_said_wherever_there_is_a_price(make_scorer: Any) -> None:
    for simulated in (True, False):
        (valuation,) = valued(make_scorer(simulated=simulated), {"text": "a"})
        assert valuation.simulated is simulated
        assert ("模拟" in valuation.statement.zh) is simulated
        assert valuation.statement.zh.startswith("统计价格参考，非资产评估报告")


def test_listing_and_id_come_back_as_given(scorer: Any) -> None:
    (valuation,) = valued(scorer, {"text": "a", "id": " A-1 ", "listing": {"listing_id": "L", "state": "披露中"}})
    assert valuation.id == " A-1 "
    assert valuation.listing is not None
    assert valuation.listing.state == "披露中"


def test_an_asking_price_is_compared_after_the_model(scorer: Any) -> None:
    low, high, none = valued(scorer, {"text": "a", "asking_price": {"amount": 1.0}}, {"text": "a", "asking_price": {"amount": 9e12}}, {"text": "a"})
    assert low.price == high.price == none.price
    assert low.asking_price is not None
    assert high.asking_price is not None
    assert none.asking_price is None
    assert low.asking_price.percentile is not None
    assert high.asking_price.percentile is not None
    assert low.asking_price.percentile < 5 < 95 < high.asking_price.percentile


@pytest.mark.parametrize("changes", [{}, {"price": None}])
def test_an_asking_price_that_cannot_be_compared_says_so(make_scorer: Any, changes: dict[str, Any]) -> None:
    (valuation,) = valued(make_scorer(**changes), {"text": "a", "asking_price": {"amount": 5.0, "currency": "USD"}})
    assert valuation.asking_price is not None
    assert valuation.asking_price.percentile is None
    assert valuation.asking_price.note.en


def test_every_result_carries_concept_date_currency_unit_tax_basis_assumptions_and_limits(client: TestClient) -> None:
    call = {"achievements": [{"text": "a"}, {"text": "foreign"}, {"text": 7}], "valuation_date": "2026-05-01"}
    valued, refused, invalid = client.post("/v1/valuations", json=call).json()["valuations"]
    for found in (valued, refused, invalid):
        basis = found["basis"]
        assert (basis["price_concept"], basis["currency"], basis["unit"], basis["tax_basis"]) == ("registered_contract_amount", "CNY", "元", "unstated")
        assert {note["code"] for note in found["limits"]} >= {"no_appraisal", "one_contract"}
        assert "not an appraisal report" in found["statement"]["en"]
    for found in (valued, refused):
        assert found["basis"]["valuation_date"] == "2026-05-01"
        assert {note["code"] for note in found["assumptions"]} >= {"simulated", "level_extrapolated", "contract_type_unknown", "tax_basis_not_stated"}


@pytest.mark.parametrize("audience", ["buyer", "public"])
def test_a_buyer_and_the_public_see_no_price_nor_how_an_asking_price_compares(client: TestClient, audience: str) -> None:
    call = {"achievements": [{"text": "a", "asking_price": {"amount": 5}}], "audience": audience}
    (found,) = client.post("/v1/valuations", json=call).json()["valuations"]
    assert (found["status"], found["price"], found["asking_price"], found["audience"]) == ("valued", None, None, audience)
    assert found["absent"]["price"]["code"] == "withheld_from_audience"
    assert found["maturity"] is not None and found["values"] is not None


def test_the_seller_and_the_exchange_see_the_same_price(client: TestClient) -> None:
    item = {"text": "a", "asking_price": {"amount": 5}}
    prices = [client.post("/v1/valuations", json={"achievements": [item], "audience": one}).json()["valuations"][0]["price"] for one in ("seller", "exchange")]
    assert prices[0] is not None and prices[0] == prices[1]
    assert prices[0] == client.post("/v1/valuations", json={"achievements": [item]}).json()["valuations"][0]["price"]


def test_an_unknown_audience_is_refused_and_the_known_ones_are_named(client: TestClient) -> None:
    response = client.post("/v1/valuations", json={"achievements": [{"text": "a"}], "audience": "press"})
    assert response.status_code == 422
    (error,) = response.json()["errors"]
    assert error["pointer"] == "/audience" and "seller, exchange, buyer, public" in error["fix"]


def test_a_rule_that_breaks_on_one_achievement_breaks_it_alone(scorer: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Quantiles that do not ascend cannot be compared with an asking price: a fault of the model that no item should pay for but its own."""
    subjects = subjects_of(scorer, {"text": "a"}, {"text": "b", "id": "B", "asking_price": {"amount": 5}}, {"text": "c"})
    predictions = scorer.score(stacked(subjects, scorer.schema))
    predictions.price[1] = predictions.price[1][::-1]
    first, broken, last = answered(scorer, subjects, Part(3, predictions))
    assert (first.status, broken.status, last.status) == ("valued", "refused", "valued")
    assert broken.id == "B" and broken.reason is not None and broken.reason.code == "scoring_failed"
    assert "no answer for one achievement" in caplog.text


def test_advice_that_a_bundle_without_prices_cannot_give_is_absent_with_its_reason(make_scorer: Any) -> None:
    (valuation,) = valued(make_scorer(price=None), {"text": "a", "advice": {}})
    assert valuation.advice is None and valuation.absent["advice"].code == "head_absent"
    assert "advice" not in valued(make_scorer(price=None), {"text": "a"})[0].absent


def test_a_large_call_gets_the_answers_of_its_items_alone(client: TestClient) -> None:
    items = [{"text": f"row {at}"} for at in range(40)]
    together = client.post("/v1/valuations", json={"achievements": items}).json()["valuations"]
    assert together[::13] == [client.post("/v1/valuations", json={"achievements": [item]}).json()["valuations"][0] for item in items[::13]]


@pytest.mark.parametrize("language", [None, "zh", "en"])
def test_an_answer_is_written_as_its_model_would_write_itself(make_scorer: Any, language: Language | None) -> None:
    """The fast writer and the documented model say the same, field by field, in the same order."""
    items: list[dict[str, Any]] = [
        {"text": "已完成中试", "id": "A", "listing": {"listing_id": "L", "state": "披露中"}, "asking_price": {"amount": 5}, "contract_type": "licence"},
        {"text": "b", "advice": {}, "compliance": {}, "rights": [{"ip_kind": "发明专利", "pledged": True}], "attributes": {"phase": "II", "odd": 1}},
        {"text": "c", "maturity_evidence": {"elements": [{"name": "e", "track": "hw", "design_version": "1"}]}, "values_by_evidence": {}},
        {"text": "foreign"},
        {"text": "nan"},
    ]
    scorer = make_scorer(terms=SHARES.model_dump())
    whole = [Valuation.model_validate(one) for one in json_of(scorer, *items)]
    left = left_out(Valuations, language)
    expected = [one.model_dump_json(exclude=None if left is None else left["valuations"]["__all__"]) for one in whole]
    subjects = subjects_of(scorer, *items)
    part = Part(len(subjects), scorer.score(stacked(subjects, scorer.schema)))
    assert [json.dumps(json.loads(one), ensure_ascii=False) for one in expected] == [
        json.dumps(json.loads(one.json), ensure_ascii=False) for one in Answers(scorer.bundle.manifest).written((part,), subjects, language=language)
    ]
