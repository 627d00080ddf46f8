"""Four commercial steps, 10 to 13, each with one proof to ask for."""

from __future__ import annotations

from valuation.maturity_gate.commercial import PROFIT_SHARE, STEPS


def test_the_steps_run_from_10_to_13_in_both_languages() -> None:
    assert tuple(STEPS) == (10, 11, 12, 13)
    assert all(step.text.zh and step.text.en and step.example.zh and step.example.en for step in STEPS.values())


def test_the_usual_share_of_step_12_is_a_fifth() -> None:
    assert PROFIT_SHARE == 0.2
