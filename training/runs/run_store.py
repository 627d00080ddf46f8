"""The folder of runs: one folder a run with its `run.json`, and beside them what their stages made (`stage_cache.py`).

Records are small and all kept: they are the ledger. A record is replaced as a whole or not at all.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from training.runs.run_id import run_id
from training.runs.run_record import RunRecord
from valuation.field_error import FieldError

RECORD = "run.json"


@dataclass(frozen=True)
class RunStore:
    """Runs under one folder, made when the first run begins."""

    folder: Path

    def begin(self, record: RunRecord) -> RunRecord:
        """The record of a new run under an id that no other run has (`record.id` is not read); written at once."""
        generator = np.random.default_rng()
        while True:
            begun = record.updated(id=run_id(record.created, record.name, generator))
            try:
                self.place(begun.id).mkdir(parents=True)
            except FileExistsError:  # two words met twice on one day
                continue
            self.write(begun)
            return begun

    def place(self, run: str) -> Path:
        """The folder of a run."""
        return self.folder / run

    def write(self, record: RunRecord) -> None:
        """Replaces the run's record."""
        place = self.place(record.id)
        fresh = place / f".{RECORD}.{os.getpid()}"
        fresh.write_text(record.model_dump_json(indent=1) + "\n", encoding="utf-8")
        fresh.replace(place / RECORD)

    def read(self, run: str) -> RunRecord:
        """The record of a run; FieldError for one that is not here or cannot be read."""
        file = self.place(run) / RECORD
        try:
            return RunRecord.model_validate_json(file.read_bytes())
        except OSError:
            raise FieldError("RUN", run, f"no such run in {self.folder}", "See make runs for those that are there.") from None
        except ValidationError as error:
            raise FieldError("RUN", run, f"{file} is not a record: {error.errors()[0]['msg']}", "Delete that folder, or mend the file.") from None

    def update(self, run: str, **changes: Any) -> RunRecord:
        """Writes a run's record anew with some facts replaced, e.g. `type="rejected", note="…"`."""
        changed = self.read(run).updated(**changes)
        self.write(changed)
        return changed

    def records(self) -> list[RunRecord]:
        """Every run, oldest first."""
        found = [self.read(file.parent.name) for file in self.folder.glob(f"*/{RECORD}")]
        return sorted(found, key=lambda record: (record.created, record.id))

    def of_version(self, version: str) -> RunRecord | None:
        """The newest run that left a bundle of that version, a test only where all of them are tests; None where there is none."""
        found = [record for record in self.records() if record.version == version != ""]
        found = [record for record in found if record.type != "test"] or found
        return found[-1] if found else None
