"""`python -m tools.wheelhouse --out wheels/ [--extra service]`: the locked packages of an extra as wheels in a folder, for machines without a network.

There, `make run WHEELS=…` or `make setup WHEELS=…` installs from it (`tools/environment.py`), and so does the image's build (`Dockerfile`). SHA256SUMS beside
the wheels tells on the other side that nothing was changed on the way: `sha256sum -c SHA256SUMS`.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.environment import EXTRAS, diagnosis

ROOT = Path(__file__).resolve().parent.parent
SUMS = "SHA256SUMS"

Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


def main(arguments: Sequence[str], run: Run | None = None) -> int:
    """Fills the folder; 0, or 1 with a sentence on stderr."""
    parser = argparse.ArgumentParser(prog="wheelhouse")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--extra", choices=list(EXTRAS), default="service")
    asked = parser.parse_args(arguments)
    try:
        asked.out.mkdir(parents=True, exist_ok=True)
        done = (run or _quietly)(command(sys.executable, asked.extra, asked.out))
        if done.returncode:
            sys.stderr.write(f"The wheels of {asked.extra} cannot be had: {reason(done.stdout)}.\n")
            return 1
        count = write_sums(asked.out)
    except OSError as error:
        sys.stderr.write(f"{asked.out} cannot be filled: {error.strerror or error}.\n")
        return 1
    size = sum(file.stat().st_size for file in asked.out.glob("*.whl")) / 1e6
    sys.stdout.write(f"{count} wheels, {size:.0f} MB, in {asked.out}. On the other machine: make run WHEELS={asked.out}\n")
    return 0


def command(python: str, extra: str, out: Path) -> list[str]:
    """What fetches the wheels: the lock and nothing beside it, built here where a package has no wheel."""
    lock = ROOT / "requirements" / f"{extra}.txt"
    return [python, "-m", "pip", "wheel", "--no-deps", "--no-input", "--disable-pip-version-check", "--progress-bar=off", "-w", str(out), "-r", str(lock)]


def reason(output: str) -> str:
    """Why pip failed."""
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    return diagnosis(output) or (errors[-1] if errors else "pip failed without saying why")


def write_sums(folder: Path) -> int:
    """Writes the digest of each wheel, as `sha256sum` does, and counts them."""
    wheels = sorted(folder.glob("*.whl"))
    lines = [f"{hashlib.sha256(wheel.read_bytes()).hexdigest()}  {wheel.name}\n" for wheel in wheels]
    (folder / SUMS).write_text("".join(lines), "utf-8")
    return len(wheels)


def _quietly(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
