"""What a person confirmed stands as it is; above the evidence it brings a warning, never another level."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from valuation.maturity_gate.evidence import MaturityEvidence
from valuation.maturity_gate.gate import assess
from valuation.maturity_gate.level_confirmed import Confirmation

BY = {"by": "赵宁", "on": "2026-11-01", "role": "交易所评审"}


@pytest.mark.parametrize(("confirmed", "warned"), [(3, False), (5, False), (6, True), (9, True)])
def test_above_the_evidence_it_is_kept_apart_with_a_warning(confirmed: int, warned: bool, up_to) -> None:
    evidence = MaturityEvidence(elements=(up_to(5),), confirmed={"level": confirmed} | BY)
    gate = assess(evidence, date(2026, 11, 22))
    assert gate.level_confirmed is not None
    assert (gate.level_evidence.level, gate.level_confirmed.level, gate.extended.level) == (5, confirmed, 5)
    assert [warning.code for warning in gate.warnings] == ["confirmed_above_evidence"] * warned
    if warned:
        assert "赵宁" in gate.warnings[0].zh and str(confirmed) in gate.warnings[0].en


@pytest.mark.parametrize(("on", "warned"), [("2026-11-22", False), ("2026-11-23", True), ("9999-12-31", True)])
def test_after_the_valuation_date_it_is_kept_apart_with_a_warning(on: str, warned: bool, up_to) -> None:
    gate = assess(MaturityEvidence(elements=(up_to(5),), confirmed={"level": 5} | BY | {"on": on}), date(2026, 11, 22))
    assert gate.level_confirmed is not None and gate.level_confirmed.level == 5 and gate.level_evidence.level == 5
    assert [warning.code for warning in gate.warnings] == ["confirmed_later"] * warned
    if warned:
        assert on in gate.warnings[0].zh and on in gate.warnings[0].en and "2026-11-22" in gate.warnings[0].en


def test_who_confirmed_when_and_as_what_is_shown(up_to) -> None:
    shown = Confirmation.model_validate({"level": 4} | BY).shown()
    assert (shown.by, shown.on, shown.role, shown.name.zh) == ("赵宁", date(2026, 11, 1), "交易所评审", "仿真级")


@pytest.mark.parametrize("wrong", [{"by": ""}, {"by": "  "}, {"on": None}, {"level": 0}, {"level": 10}])
def test_without_a_name_a_date_and_a_level_nothing_is_confirmed(wrong) -> None:
    with pytest.raises(ValidationError):
        Confirmation.model_validate({"level": 4} | BY | wrong)
