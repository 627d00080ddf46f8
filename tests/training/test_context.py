from __future__ import annotations

from training.context import Context
from training.stages import STAGES


def test_stages_run_in_order_and_each_finds_what_it_needs(tiny_run: Context) -> None:
    asked = {"name", "sources", "data", "out", "work", "parameters", "encoder_choice", "progress", "run", "runs", "exclusions", "trained_by"}
    known = set(asked)
    for stage in STAGES:
        assert set(stage.INPUTS) <= known, stage.__name__
        known |= set(stage.OUTPUTS)
        flat = tiny_run.parameters.flat()
        for name in stage.PARAMETERS:
            assert name in flat or any(one.startswith(f"{name}.") for one in flat), f"{stage.__name__}: {name}"
    assert known == set(Context.__dataclass_fields__)
