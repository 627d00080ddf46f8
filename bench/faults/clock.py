"""The service's wall clock, which can be moved while it runs: a preloaded library answers for it (`wall_clock.c`). The machine's own clock stays as it is."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from bench.faults.injection import NotPossibleHere

SOURCE = Path(__file__).with_name("wall_clock.c")


class Clock:
    """A file that says how many seconds the service's clock is off; every process that was started with its environment reads it at once."""

    def __init__(self, file: Path, library: Path) -> None:
        self._file = file
        file.write_bytes(_seconds(0))
        self.environment = {"LD_PRELOAD": str(library), "WALL_CLOCK": str(file)}

    def move(self, seconds: int) -> None:
        """So many seconds from the true time, in one step."""
        written = os.open(self._file, os.O_WRONLY)
        try:
            os.pwrite(written, _seconds(seconds), 0)
        finally:
            os.close(written)


def clock(folder: Path) -> Clock:
    """One that shows the true time; NotPossibleHere without a C compiler."""
    folder.mkdir(parents=True, exist_ok=True)
    library = folder / "wall_clock.so"
    command = [os.environ.get("CC", "cc"), "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE), "-ldl"]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise NotPossibleHere(f"there is no C compiler ({command[0]})") from None
    except subprocess.CalledProcessError as error:
        raise NotPossibleHere(f"the library that moves the clock does not compile: {error.stderr[-300:]}") from None
    return Clock(folder / "seconds", library)


def _seconds(seconds: int) -> bytes:
    return seconds.to_bytes(8, "little", signed=True)
