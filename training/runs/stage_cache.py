"""What finished stages made, under the key of each stage: a folder an entry, `<stage>-<key>/` with `outputs.pickle`, `files/` and `entry.json`.

An entry is written aside and renamed, so it is there as a whole or not at all; one that does not hold what `entry.json` says counts as absent.
Entries used least recently are dropped above `limit` bytes, but none of the run that is going on.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from models.manifest import sha256_of
from training.context import Context
from training.runs import work_pickle
from training.runs.stage import Stage

OUTPUTS, FILES, ENTRY = "outputs.pickle", "files", "entry.json"
ASIDE_SECONDS = 86_400
"""Age at which a folder that was being written is taken for one whose run was killed."""


class Entry(BaseModel):
    """Which run made it, in how many seconds, and the digest of everything in it, by path."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run: str
    seconds: float
    digests: dict[str, str]


@dataclass
class StageCache:
    """Entries under `folder`. `used` are those that this run has written or read."""

    folder: Path
    limit: int
    used: set[Path] = field(default_factory=set)

    def holds(self, stage: Stage, key: str) -> bool:
        """Whether there is an entry, whole or not."""
        return (self._place(stage, key) / ENTRY).is_file()

    def restore(self, stage: Stage, key: str, context: Context) -> Entry | None:
        """Sets the stage's outputs and puts its files into `work`; None, with nothing touched, where there is no whole entry."""
        place = self._place(stage, key)
        try:
            entry = Entry.model_validate_json((place / ENTRY).read_bytes())
            if _digests(place) != entry.digests:
                return None
            with (place / OUTPUTS).open("rb") as file:
                outputs = work_pickle.load(file, context.work)
            if set(outputs) != set(stage.outputs):
                return None
            with tempfile.TemporaryDirectory(prefix=".", dir=context.work) as aside:  # another run may drop the entry while it is copied
                copy = shutil.copytree(place / FILES, Path(aside) / FILES)
                shutil.copytree(copy, context.work, copy_function=shutil.move, dirs_exist_ok=True)
        except (OSError, ValidationError):
            return None
        except Exception:  # noqa: BLE001 - a pickle may raise anything, and what cannot be read is as good as not there
            return None
        vars(context).update(outputs)
        with suppress(OSError):  # another run may be dropping it
            os.utime(place)
        self.used.add(place)
        return entry

    def save(self, stage: Stage, key: str, context: Context, files: Collection[Path], entry: tuple[str, float]) -> None:
        """Keeps the stage's outputs and the files it left in `work`; `entry` is the run and its seconds. Then drops what is too much."""
        place = self._place(stage, key)
        aside = self.folder / f".{place.name}.{os.getpid()}"
        shutil.rmtree(aside, ignore_errors=True)
        (aside / FILES).mkdir(parents=True)
        with (aside / OUTPUTS).open("wb") as file:
            work_pickle.dump({name: getattr(context, name) for name in stage.outputs}, file, context.work)
        for path in files:
            copy = aside / FILES / path.relative_to(context.work)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)
        run, seconds = entry
        (aside / ENTRY).write_text(Entry(run=run, seconds=seconds, digests=_digests(aside)).model_dump_json(indent=1), encoding="utf-8")
        shutil.rmtree(place, ignore_errors=True)
        try:
            aside.rename(place)
        except OSError:  # another run has just put the same there
            shutil.rmtree(aside, ignore_errors=True)
        self.used.add(place)
        self._drop()

    def _place(self, stage: Stage, key: str) -> Path:
        return self.folder / f"{stage.name}-{key}"

    def _drop(self) -> None:
        """The least recently used entries go until the rest keeps within the limit."""
        for aside in self.folder.glob(".*"):
            if time.time() - _age(aside) > ASIDE_SECONDS:
                shutil.rmtree(aside, ignore_errors=True)
        sizes = {place: _size(place) for place in sorted(self.folder.glob("[!.]*"), key=_age)}
        total = sum(sizes.values())
        for place, size in sizes.items():
            if total <= self.limit:
                return
            if place not in self.used:
                total -= size
                shutil.rmtree(place, ignore_errors=True)


def _digests(place: Path) -> dict[str, str]:
    files = sorted(path for path in place.rglob("*") if path.is_file() and path != place / ENTRY)
    return {path.relative_to(place).as_posix(): sha256_of(path) for path in files}


def _age(place: Path) -> float:
    try:
        return place.stat().st_mtime
    except OSError:  # another run has dropped it
        return 0.0


def _size(place: Path) -> int:
    total = 0
    for path in place.rglob("*"):
        with suppress(OSError):
            total += path.stat().st_size
    return total
