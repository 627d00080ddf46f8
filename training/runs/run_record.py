"""What one training run was: a readable id, what it is worth so far, and for each stage how long it took and which run it came from.

Written as `run.json` into the run's folder after every stage, so that a run that was stopped says where. Seconds are wall time, memory is in MiB.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

RunType = Literal["test", "candidate", "rejected", "final"]
"""`test`: a quick try; `candidate`: may be promoted; `rejected`, `final`: what the promotion gate made of it."""


class StageRecord(BaseModel):
    """One stage of one run. `taken_from` is the run that made its outputs, where that was an earlier one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    seconds: float
    taken_from: str | None = None


class RunRecord(BaseModel):
    """`to_do` are the stages not finished when this was written, none once all are done; `version` is that of the bundle it left at `out`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    type: RunType = "candidate"
    note: str = ""
    created: datetime
    name: str
    sources: tuple[Path, ...] = ()
    data: tuple[Path, ...] = ()
    out: Path
    version: str = ""
    encoder: str = "static"
    revision: str | None = Field(default=None, description="git revision of the code, with + where files were changed; none outside a repository")
    parameters: dict[str, float | int | str | bool] = {}
    stages: dict[str, StageRecord] = {}
    to_do: tuple[str, ...] = ()
    peak_mib: float | None = None
    figures: dict[str, float | None] = {}

    def updated(self, **changes: Any) -> RunRecord:
        """This record with some facts replaced, checked as any record is."""
        return RunRecord.model_validate({**dict(self), **changes})

    @property
    def seconds(self) -> float:
        """Wall time of all its stages."""
        return sum(stage.seconds for stage in self.stages.values())
