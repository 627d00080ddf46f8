"""The environment of each peer: made with venv and pip where it is not there yet, and left in place for the next time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bench.peers.peer import Peer

INSTALLED = "requirements.txt"
"""Written last: what stands in an environment that is complete."""
_PIP = ("-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar=off", "--retries=2", "--timeout=20")


class Absent(Exception):
    """A peer that cannot be measured here, and why."""


def run_or_absent(command: list[str]) -> None:
    """Runs it to its end; Absent with its last error where that is no success."""
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise Absent(str(error)) from error
    if ended.returncode:
        raise Absent(_reason(f"{ended.stdout}\n{ended.stderr}"))


def environment(peer: Peer, environments: Path, told: Callable[[str], None], run: Callable[[list[str]], None] = run_or_absent) -> Path:
    """The interpreter of the peer's environment, which is the folder `environments`/<key>; Absent where it cannot be made, as without a network."""
    folder = (environments / peer.key).resolve()
    python, installed = folder / "bin" / "python", folder / INSTALLED
    wanted = "".join(f"{line}\n" for line in peer.requirements)
    if installed.is_file() and installed.read_text("utf-8") == wanted:
        return python
    told(f"installing {' '.join(peer.packages)} in {folder}")
    if not python.exists():
        run([sys.executable, "-m", "venv", str(folder)])
    run([str(python), *_PIP, *peer.requirements])
    installed.write_text(wanted, "utf-8")
    return python


def _reason(said: str) -> str:
    """The last error that pip tells of, or its last line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR:")]
    return (errors or lines or ["no reason given"])[-1]
