"""The door of the room: the worked example, the class, the veto, and that neither model nor price moves a score."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.valuation.value_evidence.conftest import ON, complete, grades, record
from valuation.field_error import FieldError
from valuation.value_evidence.indicator_record import IndicatorRecord
from valuation.value_evidence.request import EvidenceRequest
from valuation.value_evidence.scoring import EvidenceValues, score_values
from valuation.value_evidence.weights import DIMENSIONS, INDICATOR_WEIGHTS

SCORES = {"score", "low", "high", "coverage", "missing"}


def worked_example() -> list[IndicatorRecord]:
    """Applied result, technical value: TA1 on A at 75, TA2 by peers (median 4, B), TA3 at TRL 5 on C; TA4 and TA5 missing."""
    return [
        record("TA1", anchor=75, evidence_grade="A", source="第三方对标报告, 三项指标"),
        record("TA2", grades=grades(4, 4, 5), evidence_grade="B"),
        record("TA3", value=5, unit="TRL", evidence_grade="C"),
    ]


def basic(**changes: Any) -> EvidenceValues:
    codes = dict.fromkeys(code for weights in INDICATOR_WEIGHTS["basic"].values() for code in weights)
    return score_values([complete(code, 50) for code in [*codes, "OB3"]] + list(changes.pop("more", [])), "basic", "new_materials", ON, **changes)


def test_the_worked_example_reads_as_the_design_says() -> None:
    technical = score_values(worked_example(), "applied", "new_materials", ON).technical
    assert technical.model_dump(mode="json", include=SCORES | {"weights_version"}) == {
        "score": 62.5,
        "low": 50.0,
        "high": 75.0,
        "coverage": 0.75,
        "missing": ["TA4", "TA5"],
        "weights_version": "2026-11",
    }
    assert [(one.code, one.anchor, one.anchor_by, one.cap, one.score, one.points) for one in technical.indicators] == [
        ("TA1", 75, "appraiser", 100, 75, 22.5),
        ("TA2", 75, "experts", 90, 75, 15.0),
        ("TA3", 50, "value", 70, 50, 12.5),
    ]
    assert technical.indicators[2].anchor_text.zh == "证据门判定的技术成熟度不低于5级"
    peers = technical.indicators[1].experts
    assert peers is not None and (peers.experts, peers.median, peers.lowest, peers.highest) == (3, 4.0, 4, 5)


def test_without_a_class_nothing_is_scored_and_it_says_so() -> None:
    answer = score_values(worked_example(), None, "new_materials", ON, request=EvidenceRequest(total=True))
    assert answer.reason is not None and answer.reason.code == "class_missing" and answer.total is None
    assert all(getattr(answer, name).score is None and getattr(answer, name).reason.code == "class_missing" for name in DIMENSIONS)


def test_a_record_of_another_class_is_named_and_not_counted() -> None:
    answer = score_values([*worked_example(), record("ET1", value=10, unit="万元/年")], "applied", None, ON)
    assert [(one.code, one.reason.code) for one in answer.unscored] == [("ET1", "other_class")]


def test_a_record_without_evidence_id_is_missing_and_told_why() -> None:
    technical = score_values([*worked_example(), record("TA4", anchor=100, evidence_id=None)], "applied", None, ON).technical
    assert technical.score == 62.5 and technical.missing == ("TA4", "TA5")
    assert [(one.code, one.reason.code) for one in technical.unscored] == [("TA4", "no_evidence_id")]


def test_two_records_of_one_indicator_are_refused() -> None:
    with pytest.raises(FieldError, match="two records"):
        score_values([record("TA3", value=5, unit="TRL"), record("TA3", value=9, unit="TRL")], "applied", None, ON)


def test_a_failed_integrity_record_leaves_every_value_unscored() -> None:
    assert basic().scientific.score == 50
    failed = basic(more=[record("CB4", grades=grades(1, 1))], request=EvidenceRequest(total=True))
    assert failed.reason is not None and failed.reason.code == "integrity_veto"
    assert all(getattr(failed, name).score is None and getattr(failed, name).reason.code == "integrity_veto" for name in DIMENSIONS)
    assert failed.total is not None and failed.total.score is None


def test_one_finding_against_another_is_no_veto_until_a_third_person_settles_it() -> None:
    split = basic(more=[record("CB4", grades=grades(1, 5))])
    assert split.reason is None and [one.reason.code for one in split.cultural.unscored] == ["third_person_needed"]
    assert basic(more=[record("CB4", grades=grades(1, 5, 1))]).reason is not None


@given(
    price=st.floats(1, 1e12),
    learned=st.floats(0, 100),
    signal=st.floats(0, 1),
    codes=st.lists(st.sampled_from([code for weights in INDICATOR_WEIGHTS["applied"].values() for code in weights]), unique=True),
)
def test_no_price_estimate_or_text_signal_moves_a_score(price: float, learned: float, signal: float, codes: list[str]) -> None:
    records = [complete(code, 75) for code in codes]
    beside: Any = {
        "price": SimpleNamespace(quantiles=SimpleNamespace(p50=price), currency="CNY", price_concept="transfer_price"),
        "estimates": SimpleNamespace(technical=SimpleNamespace(score=learned, low=0.0, high=100.0)),
        "signals": SimpleNamespace(technical=signal, cultural=signal),
    }
    alone, with_model = score_values(records, "applied", None, ON), score_values(records, "applied", None, ON, **beside)
    assert [getattr(alone, name).model_dump(include=SCORES) for name in DIMENSIONS] == [
        getattr(with_model, name).model_dump(include=SCORES) for name in DIMENSIONS
    ]
    assert with_model.economic.model_price is not None and with_model.economic.model_price.weight == 0
    assert with_model.technical.model_price is None and with_model.technical.signal is not None and with_model.technical.estimate is not None


def test_a_forbidden_input_is_refused_wherever_it_is_tried() -> None:
    for wrong in ({"code": "影响因子", "value": 12}, {"code": "SB1", "获奖": 3}, {"code": "TB1", "value": 3, "unit": "ratio", "source": "职称"}):
        with pytest.raises(ValueError, match="never a basis of evaluation"):
            IndicatorRecord.model_validate(wrong)


def test_a_prize_of_the_result_is_displayed_and_never_scored_and_a_persons_honour_is_not_even_that() -> None:
    with_prize = basic(request=EvidenceRequest(prizes=("2025年省科技进步二等奖",)))
    assert with_prize.prizes == ("2025年省科技进步二等奖",)
    assert [getattr(with_prize, name) for name in DIMENSIONS] == [getattr(basic(), name) for name in DIMENSIONS]
    with pytest.raises(ValidationError, match="never a basis of evaluation"):
        EvidenceRequest(prizes=("院士",))


def test_the_answer_states_its_versions_and_what_it_may_be_compared_with() -> None:
    answer = basic()
    assert set(answer.versions.model_dump().values()) == {"2026-11"}
    assert "不跨类别、跨领域排名" in answer.comparable.zh and "our own" not in answer.comparable.en
    assert "this system's own proposal" in answer.statement.en


def test_maturity_above_the_evidence_gate_is_missing_and_told_why() -> None:
    technical = score_values(worked_example(), "applied", None, ON, gate_level=4).technical
    assert technical.missing == ("TA3", "TA4", "TA5") and [(one.code, one.reason.code) for one in technical.unscored] == [("TA3", "differs_from_gate")]
    assert score_values(worked_example(), "applied", None, ON, gate_level=5) == score_values(worked_example(), "applied", None, ON)


def test_the_order_of_the_records_does_not_matter() -> None:
    records = worked_example()
    assert score_values(records, "applied", None, ON) == score_values(records[::-1], "applied", None, ON)


def test_evidence_later_than_the_valuation_date_does_not_count() -> None:
    assert score_values(worked_example(), "applied", None, date(2026, 4, 30)).technical.coverage == 0
