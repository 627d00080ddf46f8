"""Objects to bytes and back in training, where a path inside the run's scratch folder means the same file in the next run's.

Only what training itself kept on this machine is read so: a pickle runs code. What is served is never one (`models/`).
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import IO, Any


def dump(objects: dict[str, Any], file: IO[bytes], work: Path) -> None:
    """Writes the objects; paths under `work` as relative to it."""
    _Writer(file, work).dump(objects)


def load(file: IO[bytes], work: Path) -> dict[str, Any]:
    """The objects, their paths under this `work`; whatever a pickle may raise where the file is not one."""
    found = _Reader(file, work).load()
    assert isinstance(found, dict)
    return found


class _Writer(pickle.Pickler):
    def __init__(self, file: IO[bytes], work: Path) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._work = work

    def persistent_id(self, obj: Any) -> str | None:
        return obj.relative_to(self._work).as_posix() if isinstance(obj, Path) and obj.is_relative_to(self._work) else None


class _Reader(pickle.Unpickler):
    def __init__(self, file: IO[bytes], work: Path) -> None:
        super().__init__(file)
        self._work = work

    def persistent_load(self, pid: Any) -> Path:
        return self._work / str(pid)
