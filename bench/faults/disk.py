"""A small disk of its own (tmpfs), which can be filled to the last byte and freed again. Needs the right to mount."""

from __future__ import annotations

import errno
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.faults.injection import NotPossibleHere

BALLAST = "ballast"


class Disk:
    """A mounted one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """Until it is full."""
        with (self.folder / BALLAST).open("ab", buffering=0) as file:
            for piece in (1 << 16, 1 << 12, 1):
                try:
                    while file.write(b"\0" * piece) == piece:
                        pass
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def free(self) -> None:
        """As it was before."""
        (self.folder / BALLAST).unlink(missing_ok=True)


@contextmanager
def disk(folder: Path, mebibytes: int) -> Iterator[Disk]:
    """Mounted at that folder, unmounted at the end with all that is on it; NotPossibleHere where one may not mount."""
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m,mode=700", "tmpfs", str(folder)], capture_output=True, text=True, check=False)
    if mounted.returncode:
        raise NotPossibleHere(f"a tmpfs cannot be mounted: {mounted.stderr.strip()}")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True)
