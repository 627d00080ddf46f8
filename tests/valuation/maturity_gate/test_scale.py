"""A place on the scale has a name and a stage; below the first level there is neither level nor stage."""

from __future__ import annotations

import pytest

from valuation.maturity_gate.scale import place


@pytest.mark.parametrize(
    ("step", "stage", "name"), [(4, "laboratory", "仿真级"), (5, "engineering", "初样级"), (9, "industrial", "系统级"), (13, "industrial", "回报级")]
)
def test_a_step_is_named_in_its_stage(step: int, stage: str, name: str) -> None:
    found = place(step)
    assert (found["level"], found["stage"], found["name"].zh) == (step, stage, name)


def test_below_the_first_level_there_is_none() -> None:
    assert place(0)["level"] is None and place(0)["stage"] is None and "1" in place(0)["name"].en
