"""A place on the scale of 13 steps, said in words: its name and which of the three stages it belongs to."""

from __future__ import annotations

from typing import TypedDict

from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.maturity import STAGE_NAMES, STEP_NAMES, stage_of


class Place(TypedDict):
    """The fields that every level of the answer shares."""

    level: int | None
    name: Bilingual
    stage: str | None
    stage_name: Bilingual | None


def place(step: int) -> Place:
    """The place of a step 1-13; 0 is below the first and has neither level nor stage."""
    if step == 0:
        return {"level": None, "name": say("maturity_gate.below_level_1"), "stage": None, "stage_name": None}
    stage = stage_of(step)
    return {"level": step, "name": Bilingual.of(STEP_NAMES[step]), "stage": stage, "stage_name": Bilingual.of(STAGE_NAMES[stage])}
