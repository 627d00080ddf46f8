"""A run that is written down and goes on from what earlier runs have finished: each stage is taken from the cache or made and kept there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from models.layout import Layout
from models.manifest import Manifest
from training.context import Context
from training.runs.peak_memory import peak_mib
from training.runs.revision import code_revision
from training.runs.run_record import RunRecord, RunType, StageRecord
from training.runs.run_store import RunStore
from training.runs.stage import Stage
from training.runs.stage_cache import StageCache
from training.runs.stage_key import stage_keys


class RecordedRun:
    """Stages of one context. `context.run` is the record as it stands after each."""

    def __init__(self, context: Context, stages: Sequence[Stage], store: RunStore, cache: StageCache) -> None:
        self._context, self._store, self._cache = context, store, cache
        self._keys = stage_keys(context, stages)

    def missing(self, stages: Sequence[Stage]) -> Stage | None:
        """The first of these stages that no earlier run has finished with the same inputs."""
        return next((stage for stage in stages if stage.outputs and not self._cache.holds(stage, self._keys[stage.name])), None)

    def begin(self, kind: RunType, note: str, stages: Sequence[Stage]) -> RunRecord:
        """Writes the first record of the run, with an id of its own; `stages` are those it means to do."""
        context = self._context
        return self._write(
            self._store.begin(
                RunRecord(
                    id="",
                    type=kind,
                    note=note,
                    created=datetime.now(UTC),
                    name=context.name,
                    sources=context.sources,
                    data=context.data,
                    out=context.out,
                    encoder=context.encoder_choice,
                    revision=code_revision(),
                    parameters=context.parameters.flat(),
                    to_do=tuple(stage.name for stage in stages),
                )
            )
        )

    def take(self, stage: Stage) -> bool:
        """Takes the stage from an earlier run that finished it with the same inputs; False where there is none."""
        started = monotonic()
        if not stage.outputs:
            return False
        entry = self._cache.restore(stage, self._keys[stage.name], self._context)
        if entry is None:
            return False
        stage.restored(self._context)
        self._context.progress.unchanged(stage.name, entry.run)
        self._done(stage, monotonic() - started, entry.run)
        return True

    def make(self, stage: Stage) -> None:
        """Runs the stage and keeps what it made."""
        context, started = self._context, monotonic()
        before = _files(context.work)
        stage.run(context)
        seconds = monotonic() - started
        if stage.outputs:
            left = [path for path, state in _files(context.work).items() if before.get(path) != state]
            self._cache.save(stage, self._keys[stage.name], context, left, (self._record.id, seconds))
        self._done(stage, seconds, None)

    @property
    def _record(self) -> RunRecord:
        assert self._context.run is not None, "a run begins before its stages"
        return self._context.run

    def _done(self, stage: Stage, seconds: float, taken_from: str | None) -> None:
        done = StageRecord(key=self._keys[stage.name], seconds=round(seconds, 3), taken_from=taken_from)
        to_do = tuple(name for name in self._record.to_do if name != stage.name)
        record = self._record.updated(stages={**self._record.stages, stage.name: done}, to_do=to_do, peak_mib=peak_mib())
        if "evaluation" in stage.outputs:
            record = record.updated(figures=self._context.evaluation.metrics())
        if "parity" in stage.outputs:
            record = record.updated(version=_version(self._context.out))
        self._write(record)

    def _write(self, record: RunRecord) -> RunRecord:
        self._store.write(record)
        self._context.run = record
        return record


def _files(work: Path) -> dict[Path, tuple[int, int]]:
    """Every file in the scratch folder with its time and size, by which a stage's own are known."""
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in work.rglob("*") if path.is_file()}


def _version(out: Path) -> str:
    return Manifest.model_validate_json(Layout(out).manifest.read_bytes()).version
