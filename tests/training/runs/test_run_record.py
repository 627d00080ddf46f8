from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from training.runs.run_record import RunRecord, StageRecord

RECORD = RunRecord(
    id="2026-11-22-sbir-brave-otter",
    created=datetime(2026, 11, 22, 10, tzinfo=UTC),
    name="sbir",
    data=(Path("a.parquet"),),
    out=Path("out"),
    parameters={"seed": 7, "price.rate": 0.5},
    stages={"ingest": StageRecord(key="k", seconds=2.5), "fit": StageRecord(key="l", seconds=0.5, taken_from="another")},
    figures={"price.rmse": 0.4, "price.bias": None},
)


def test_a_record_comes_back_from_its_json_as_it_was() -> None:
    assert RunRecord.model_validate_json(RECORD.model_dump_json()) == RECORD


def test_an_update_leaves_the_first_as_it_was_and_is_checked() -> None:
    assert RECORD.updated(type="rejected", note="too wide").type == "rejected" and RECORD.type == "candidate"
    with pytest.raises(ValidationError):
        RECORD.updated(type="best")
    with pytest.raises(ValidationError):
        RECORD.updated(colour="red")


def test_a_run_takes_as_long_as_its_stages() -> None:
    assert RECORD.seconds == 3.0
