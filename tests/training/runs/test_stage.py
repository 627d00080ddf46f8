from __future__ import annotations

import pytest

from training.runs.stage import Stage, before
from training.stages import export, split
from valuation.field_error import FieldError


def test_a_module_becomes_a_stage_with_what_it_declares() -> None:
    found = Stage.of(split)
    assert (found.name, found.module) == ("split", "training.stages.split")
    assert (found.inputs, found.parameters, found.outputs) == (split.INPUTS, split.PARAMETERS, split.OUTPUTS)
    assert found.run is split.run and found.environment == ()
    assert Stage.of(export).restored is export.restored and Stage.of(export).environment == ("SOURCE_DATE_EPOCH",)


def test_the_stages_before_one_are_found_by_its_name(stages: tuple[Stage, ...]) -> None:
    assert before(stages, "mend") == (stages[:2], stages[2]) and before(stages, "read") == ((), stages[0])


def test_an_unknown_stage_is_refused_with_the_known_ones(stages: tuple[Stage, ...]) -> None:
    with pytest.raises(FieldError, match=r"STAGE: no such stage \(value: 'train'\)\. Name one of read, learn, mend, tell"):
        before(stages, "train")
