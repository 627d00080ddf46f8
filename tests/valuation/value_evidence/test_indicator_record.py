"""A record takes what an appraiser has, refuses what cannot be or must not count, and leaves what is lacking to the answer."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from pydantic import ValidationError

from tests.valuation.value_evidence.conftest import grades, record
from valuation.field_error import FieldError
from valuation.value_evidence.indicator_record import IndicatorRecord


def refusal(**given: Any) -> FieldError:
    with pytest.raises(ValidationError) as failed:
        record(**given)
    (error,) = [details["ctx"]["error"] for details in failed.value.errors()]
    assert isinstance(error, FieldError)
    return error


def test_a_bare_code_is_a_record_without_a_score_not_an_error() -> None:
    assert IndicatorRecord(code="ta3").indicator.code == "TA3" and IndicatorRecord(code="ＴＡ３").amounts() == ()


def test_an_unknown_code_is_refused_with_the_nearest() -> None:
    error = refusal(code="TA33")
    assert error.field == "code" and "TA3" in error.fix


@pytest.mark.parametrize("code", ["职称", "impact_factor", "论文数量", "awards"])
def test_a_forbidden_code_is_refused_by_name(code: str) -> None:
    error = refusal(code=code, value=3)
    assert "never a basis of evaluation" in error.reason and error.field == "code"


@pytest.mark.parametrize("name", ["impact_factor", "学历", "number_of_projects", "完成人职称"])
def test_a_forbidden_field_beside_the_record_is_refused_by_name(name: str) -> None:
    error = refusal(code="SB1", **{name: 12})
    assert error.field == name and "never a basis of evaluation" in error.reason


def test_a_forbidden_source_or_part_is_refused_and_a_paper_as_source_is_not() -> None:
    assert refusal(code="TB1", value=12.4, unit="ratio", source="期刊影响因子").field == "source"
    assert refusal(code="ST2", value=12, unit="项", part="论文数量").field == "part"
    assert record("TB1", value=1.2, unit="ratio", source="论文").amounts() == (("ratio", 1.2),)


@pytest.mark.parametrize("field", ["value", "anchor"])
@pytest.mark.parametrize("truth", [True, False])
def test_a_truth_value_is_neither_a_value_nor_an_anchor(field: str, truth: bool) -> None:
    assert refusal(code="PA2", **{field: truth}).field == field


def test_papers_are_no_unit_to_count_in() -> None:
    assert refusal(code="SB4", value=12, unit="篇", part="reviews").field == "unit"


def test_a_wrong_unit_in_a_further_measure_is_found() -> None:
    assert refusal(code="TA4", value=80, unit="%", further=[{"value": 10, "unit": "kg"}]).field == "unit"


def test_more_than_five_representative_works_are_refused() -> None:
    work = {"value": 90, "unit": "percentile"}
    assert refusal(code="SB5", **work, further=[work] * 5).field == "further"
    assert len(record("SB5", **work, further=[work] * 4).amounts()) == 5


def test_this_deal_is_refused_in_an_economic_indicator() -> None:
    assert refusal(code="ET1", value=500, unit="万元/年", from_this_contract=True).field == "from_this_contract"


def test_grades_are_for_what_is_described_in_words_and_stand_without_an_anchor() -> None:
    assert refusal(code="TT2", grades=grades(4, 4, 4)).field == "grades"
    assert refusal(code="SB1", grades=grades(4, 4, 4), anchor=75).field == "anchor"
    assert refusal(code="CB4", grades=grades(3, 5)).field == "grades"
    assert refusal(code="SB1", grades=[*grades(4), *grades(5)]).field == "grades"


@pytest.mark.parametrize("anchor", [10, 80, 101, -25])
def test_an_anchor_is_one_of_the_five(anchor: int) -> None:
    with pytest.raises(ValidationError):
        record("TT2", anchor=anchor)


def test_a_record_knows_nothing_of_the_achievement_that_will_hold_it() -> None:
    code = "import sys, valuation.value_evidence.indicator_record, valuation.value_evidence.scoring; print('valuation.achievement' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
