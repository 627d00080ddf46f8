"""The commercial steps begin after level 9 and are climbed without a gap."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from valuation.maturity_gate.evidence import MaturityEvidence
from valuation.maturity_gate.gate import assess

ON = date(2026, 11, 22)


def gate(element, commercial, **fields: Any):
    return assess(MaturityEvidence(elements=(element,), commercial=commercial, **fields), ON)


@pytest.mark.parametrize(
    ("steps", "reached", "lacks"),
    [
        ([], 9, ["step_10"]),
        ([10], 10, ["step_11"]),
        ([10, 11, 12], 12, ["step_13"]),
        ([13, 12, 11, 10], 13, []),
        ([11, 12, 13], 9, ["step_10"]),
        ([10, 12, 13], 10, ["step_11"]),
    ],
)
def test_steps_count_in_order(steps: list[int], reached: int, lacks: list[str], up_to, commercial) -> None:
    found = gate(up_to(9), commercial(steps))
    assert (found.extended.level, found.level_evidence.level) == (reached, 9)
    assert [missing.code for missing in found.missing_for_next] == lacks
    idle = ", ".join(str(step) for step in sorted(steps) if step > reached)
    assert [warning.code for warning in found.warnings if f"第{idle}步" in warning.zh] == (["steps_out_of_order"] if idle else [])


@pytest.mark.parametrize("level", range(9))
def test_before_level_9_no_sale_counts(level: int, up_to, commercial) -> None:
    found = gate(up_to(level), commercial([10, 11, 12, 13]))
    assert (found.extended.level or 0) == level
    assert "10, 11, 12, 13" in found.warnings[0].en
    assert not any(missing.code.startswith("step") for missing in found.missing_for_next)


def test_a_loss_making_product_can_be_proven_in_service(up_to) -> None:
    assert gate(up_to(9), ()).level_evidence.stage == "industrial"


@pytest.mark.parametrize(("share", "reached"), [(None, 12), (0.25, 12), (0.3, 11)])
def test_step_12_asks_for_the_agreed_share(share, reached: int, up_to, commercial) -> None:
    agreed = {} if share is None else {"agreed_profit_share": share}
    found = gate(up_to(9), commercial([10, 11, 12]), **agreed)
    assert found.extended.level == reached
    if reached == 11:
        assert found.missing_for_next[0].why.code == "share_not_reached" and "25.0%" in found.missing_for_next[0].why.en


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"accepted_by": None, "accepted_on": None}, "not_accepted"),
        ({"accepted_on": date(2026, 11, 23)}, "not_accepted"),
        ({"on": date(2027, 1, 1), "accepted_on": date(2027, 1, 1)}, "too_late"),
    ],
)
def test_a_payment_counts_once_it_is_accepted_and_made(changes, code: str, up_to, commercial) -> None:
    found = gate(up_to(9), [commercial([10])[0] | changes])
    assert (found.extended.level, found.missing_for_next[0].why.code) == (9, code)
