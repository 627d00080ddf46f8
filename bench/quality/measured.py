"""What a command costs: wall time, processor time and peak memory, of it and of all that it starts.

The command is started by a small process of its own (`python -m bench.quality.measured record.json command …`): the kernel counts into a child's peak what
its parent held at the fork, and this parent holds little.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KIBIBYTE = 1 if sys.platform == "darwin" else 1_024
"""macOS states the peak in bytes, Linux in KiB."""


@dataclass(frozen=True)
class Cost:
    """`wall` and `cpu` in seconds; `memory` in bytes, the peak of the largest process."""

    wall: float
    cpu: float
    memory: int


class CommandFailed(RuntimeError):
    """A measured command ended with another status than 0; the message holds the end of what it printed."""


def measure(command: Sequence[str], record: Path, variables: Mapping[str, str] | None = None) -> Cost:
    """Runs a command in the repository's root to its end; its figures land in the file `record`, what it prints beside it. CommandFailed where it fails."""
    log = record.with_suffix(".log")
    with log.open("wb") as file:
        launcher = [sys.executable, "-m", "bench.quality.measured", str(record), *command]
        status = subprocess.run(launcher, cwd=ROOT, env=os.environ | (variables or {}), stdout=file, stderr=subprocess.STDOUT, check=False).returncode
    if status:
        tail = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-15:]
        raise CommandFailed("\n".join([f"`{' '.join(command)}` ended with status {status}:", *tail]))
    return Cost(**json.loads(record.read_text(encoding="utf-8")))


def main(record: Path, command: Sequence[str]) -> int:
    """The small process: starts the command, waits, writes its figures; the command's status."""
    started = time.monotonic()
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cost = {"wall": time.monotonic() - started, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * KIBIBYTE}
    record.write_text(json.dumps(cost), encoding="utf-8")
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
