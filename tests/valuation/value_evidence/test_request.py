"""A prize of the result may be shown, a person's honour may not; an indicator has one record."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from valuation.field_error import FieldError
from valuation.value_evidence.indicator_record import IndicatorRecord
from valuation.value_evidence.request import EvidenceRequest, one_record_each


def test_a_prize_of_the_result_may_be_shown_and_a_persons_honour_may_not() -> None:
    assert EvidenceRequest(prizes=("2025年省科技进步二等奖",)).prizes
    with pytest.raises(ValidationError, match="never a basis of evaluation"):
        EvidenceRequest(prizes=("院士",))


def test_two_records_of_one_indicator_are_refused_and_two_indicators_are_not() -> None:
    first, second = IndicatorRecord(code="TA1"), IndicatorRecord(code="TA2")
    assert one_record_each((first, second)) == (first, second)
    with pytest.raises(FieldError, match="TA1"):
        one_record_each((first, second, first))
