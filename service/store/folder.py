"""The folder of what the service keeps, which nobody but its owner may enter."""

from __future__ import annotations

from pathlib import Path


def private_folder(path: Path) -> Path:
    """The folder, made with mode 0700 where it is not there, else left with the mode it has; OSError where that cannot be."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
