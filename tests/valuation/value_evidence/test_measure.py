"""A measure is read in its indicator's terms, and what cannot be one is refused with what to do."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from valuation.field_error import FieldError
from valuation.value_evidence.indicators import INDICATORS
from valuation.value_evidence.measure import Amount, Measure, read_measure


def read(code: str, **given: object) -> Amount | None:
    return read_measure(INDICATORS[code], Measure.model_validate(given))


def test_an_amount_is_converted_to_the_unit_of_its_indicator() -> None:
    assert read("EB3", value=2, unit="亿元") == ("received", 20000.0)
    assert read("TA4", value=18, unit="个月") == ("remaining", 1.5)
    assert read("TA2", value=4, unit="级") == ("grade", 4)


def test_a_state_is_known_by_its_name_in_either_language() -> None:
    assert read("PA2", value="granted") == read("PA2", value="已取得") == read("PA2", value=" Granted ") == ("state", "granted")


def test_a_value_without_unit_and_a_record_without_value_are_lacking_not_wrong() -> None:
    assert read("TT2", value=95) is read("TT2") is read("TT2", value="") is None


@pytest.mark.parametrize(
    ("code", "given", "field", "said"),
    [
        ("TT2", {"value": 95, "unit": "万元"}, "unit", "not counted in this unit"),
        ("EB3", {"value": 95, "unit": "USD"}, "unit", "not counted in this unit"),
        ("TA3", {"value": 12, "unit": "TRL"}, "value", "no such value is possible"),
        ("TA3", {"value": 5.5, "unit": "TRL"}, "value", "no such value is possible"),
        ("TT2", {"value": 120, "unit": "%"}, "value", "no such value is possible"),
        ("SB5", {"value": 101, "unit": "percentile"}, "value", "no such value is possible"),
        ("SB3", {"value": -1, "unit": "次"}, "value", "no such value is possible"),
        ("EB3", {"value": 1e308, "unit": "亿元"}, "value", "no such value is possible"),
        ("EB3", {"value": -1, "unit": "亿元"}, "value", "no such value is possible"),
        ("ET5", {"value": 40, "unit": "%"}, "part", "two of its parts"),
        ("ET5", {"value": 40, "unit": "%", "part": "top6"}, "part", "no such part"),
        ("PA2", {"value": "pending"}, "value", "no such state"),
        ("TT2", {"value": "95"}, "value", "is a number"),
    ],
)
def test_what_cannot_be_is_refused_in_both_languages(code: str, given: dict[str, object], field: str, said: str) -> None:
    with pytest.raises(FieldError) as refused:
        read(code, **given)
    assert refused.value.field == field and said in refused.value.reason and refused.value.fix
    assert "inf" not in refused.value.fix.replace("finite", "") and "  " not in refused.value.fix
    assert refused.value.reason_in("zh") != refused.value.reason and refused.value.fix_in("zh") != refused.value.fix


@pytest.mark.parametrize("truth", [True, False])
def test_a_truth_value_is_no_number(truth: bool) -> None:
    with pytest.raises(ValidationError, match="true and false are not numbers"):
        Measure.model_validate({"value": truth, "unit": "万元"})


def test_parts_in_one_unit_are_told_apart_by_name() -> None:
    assert read("ET5", value=40, unit="%", part="top5") == ("top5", 40) and read("ET5", value=40, unit="%", part="续约率") == ("renewal", 40)
