"""A refusal of input says which field, what stood there, why, and what to do."""

from __future__ import annotations

import pickle

import pytest

from valuation.bilingual import Bilingual
from valuation.field_error import FieldError


def test_the_message_holds_field_value_reason_and_fix() -> None:
    error = FieldError("金额", "十二", "not a number", "Give digits.")
    assert str(error) == "金额: not a number (value: '十二'). Give digits."
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(("value", "shown"), [(None, ""), (12, "12"), ("x" * 80, "x" * 80), ("x" * 81, "x" * 77 + "...")])
def test_a_value_is_shown_but_never_at_length(value: object, shown: str) -> None:
    assert FieldError("f", value, "r", "x").value == shown


def test_an_error_of_another_process_arrives_whole() -> None:
    error = FieldError("phase", "x" * 100, Bilingual(zh="错", en="wrong"), "mend it")
    told = pickle.loads(pickle.dumps(error))
    assert (told.field, told.value, told.reason_in("zh"), told.fix, str(told)) == (error.field, error.value, "错", "mend it", str(error))
