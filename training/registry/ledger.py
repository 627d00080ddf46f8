"""What is written down of a bundle's way: its run in the folder of runs and in MLflow, its version there, and what the promotion gate made of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from models.champion import Pointer
from models.load import Bundle
from training.finite_json import as_json
from training.out_of_time import OUT_OF_TIME, OutOfTimeTable, UnreadableTable, read_out_of_time
from training.promotion_gate import Verdict
from training.registry.connection import Connection, RegistryError
from training.registry.logged_run import LoggedRun, fetch, find_run, log_json, log_run, retag
from training.registry.versions import drop_challenger, move_aliases, register_version
from training.runs.run_record import RunRecord
from training.runs.run_store import RunStore


@dataclass(frozen=True)
class Ledger:
    """Both books: the records in the folder of runs, and MLflow."""

    store: RunStore
    connection: Connection

    @classmethod
    def of(cls, runs: Path) -> Ledger:
        """The ledger of a folder of runs."""
        return cls(RunStore(runs), Connection.to(runs))

    def entered(self, bundle: Bundle, now: datetime) -> tuple[RunRecord, LoggedRun]:
        """The run that made a bundle, in MLflow too; a bundle from elsewhere, which has no record here, is entered under its own name."""
        manifest = bundle.manifest
        made = self.store.of_version(manifest.version)
        record = made or RunRecord(
            id=f"{manifest.name}-{manifest.version}", created=now, name=manifest.name, out=bundle.layout.folder, version=manifest.version
        )
        return record, find_run(self.connection, manifest.version) or log_run(self.connection, record, bundle, manifest.metrics)

    def predictions(self, bundle: Bundle) -> OutOfTimeTable | None:
        """The out-of-time predictions of the run that made a bundle: beside it, or in MLflow; None where neither has those of this version."""
        if (found := _of_version(bundle.layout.folder / OUT_OF_TIME, bundle.manifest.version)) is not None:
            return found
        run = find_run(self.connection, bundle.manifest.version)
        if run is None:
            return None
        with tempfile.TemporaryDirectory(prefix="valuation-predictions-") as scratch:
            file = fetch(self.connection, run, OUT_OF_TIME, Path(scratch))
            return None if file is None else _of_version(file, bundle.manifest.version)

    def promoted(self, bundle: Bundle, pointer: Pointer, verdict: Verdict | None, now: datetime) -> list[str]:
        """The run becomes final and the aliases follow the pointer; what they are now. Without a verdict (it was champion before) MLflow follows the record."""
        with _again(f"{pointer.current} is the champion"):
            if verdict is None:
                record, run = self.entered(bundle, now)
                if self.store.of_version(record.version) is not None:
                    retag(self.connection, run, type=record.type, note=record.note)
            else:
                run = self._decided(bundle, "final", f"champion since {now:%Y-%m-%d %H:%M} UTC, {verdict.reason}", verdict, now)
            register_version(self.connection, run, bundle)
            return move_aliases(self.connection, pointer.current, pointer.previous)

    def rejected(self, bundle: Bundle, verdict: Verdict, now: datetime) -> None:
        """The run becomes rejected, with the reason, and is a challenger no more."""
        with _again(f"{bundle.manifest.version} is rejected: {verdict.reason}"):
            self._decided(bundle, "rejected", f"rejected on {now:%Y-%m-%d %H:%M} UTC, {verdict.reason}", verdict, now)
            drop_challenger(self.connection, bundle.manifest.version)

    def rolled_back(self, pointer: Pointer, left: str, now: datetime) -> list[str]:
        """The run of the version that was left becomes rejected, and the aliases follow the pointer; what they are now."""
        note = f"rolled back on {now:%Y-%m-%d %H:%M} UTC to {pointer.current}"
        if (record := self.store.of_version(left)) is not None:
            self.store.update(record.id, type="rejected", note=_with(record.note, note))
        if (run := find_run(self.connection, left)) is not None:
            retag(self.connection, run, type="rejected", note=_with(record.note if record is not None else "", note))
        return move_aliases(self.connection, pointer.current, pointer.previous, left)

    def _decided(self, bundle: Bundle, kind: str, note: str, verdict: Verdict, now: datetime) -> LoggedRun:
        """The record first: the folder of runs is there where MLflow is not."""
        made = self.store.of_version(bundle.manifest.version)
        told = _with("" if made is None else made.note, note)
        if made is not None:
            self.store.update(made.id, type=kind, note=told)
        _, run = self.entered(bundle, now)
        retag(self.connection, run, type=kind, note=told)
        log_json(self.connection, run, as_json({"passed": verdict.passed, "checks": [asdict(check) for check in verdict.checks]}), "verdict.json")
        return run


@contextmanager
def _again(decided: str) -> Iterator[None]:
    """Says of an MLflow out of reach what was decided all the same, and how to enter it."""
    try:
        yield
    except RegistryError as error:
        raise RegistryError(error.field, error.value, f"{error.reason}. {decided}, but not in MLflow", "Run the same command again when it answers.") from error


def _of_version(file: Path, version: str) -> OutOfTimeTable | None:
    try:
        table = read_out_of_time(file)
    except UnreadableTable:
        return None
    return table if table.version == version else None


def _with(before: str, note: str) -> str:
    """Notes one after the other: what a person wrote stays."""
    return f"{before}; {note}" if before else note
