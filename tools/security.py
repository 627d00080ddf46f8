"""`python -m tools.security [--offline]`: bandit over what runs in production, then pip-audit over the service's locked packages.

Bandit reads code and needs no network; what is accepted says so beside its line (`# nosec B104 - why`). Pip-audit asks PyPI's advisories. A package about
which nobody answered is not counted as clean: then the exit code is 1, and the sentence says that nothing was found out.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("valuation", "models", "service")
LOCK = "requirements/service.txt"

Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


@dataclass(frozen=True)
class Audited:
    """What the advisories say: sentences on what is known of packages, names of those about which nobody answered, and how many were asked for."""

    known: tuple[str, ...]
    unanswered: tuple[str, ...]
    asked: int


def main(arguments: Sequence[str], run: Run | None = None) -> int:
    """Says what was found; 0 only where both looked at everything and found nothing (`--offline`: bandit alone)."""
    run = run or _quietly
    findings = bandit(run)
    _say(findings or [f"bandit: nothing in {', '.join(ROOMS)}"])
    if "--offline" in arguments:
        return int(bool(findings))
    audited = audit(run)
    if isinstance(audited, str):
        _say([f"pip-audit: {LOCK} could not be asked about: {audited}"])
        return 1
    _say([f"pip-audit: {sentence}" for sentence in audited.known])
    if audited.unanswered:
        _say([f"pip-audit: nothing was found out about {len(audited.unanswered)} of {audited.asked} packages: the index in use keeps no advisories"])
    elif not audited.known:
        _say([f"pip-audit: no known vulnerability in the {audited.asked} packages of {LOCK}"])
    return int(bool(findings or audited.known or audited.unanswered))


def bandit(run: Run) -> list[str]:
    """What bandit finds in the code that runs in production, one sentence each."""
    done = run([sys.executable, "-m", "bandit", "-q", "-r", *ROOMS, "-c", "pyproject.toml", "-f", "json"])
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return [f"bandit did not run: {_last(done)}"]
    errors = [f"bandit cannot read {error['filename']}: {error['reason']}" for error in report["errors"]]
    return errors + [f"{one['filename']}:{one['line_number']} {one['test_id']} {one['issue_text']}" for one in report["results"]]


def audit(run: Run) -> Audited | str:
    """What PyPI's advisories say of the locked packages, or why they could not be asked."""
    done = run([sys.executable, "-m", "pip_audit", "-r", LOCK, "--no-deps", "--disable-pip", "--progress-spinner", "off", "-f", "json"])
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return _last(done)
    return Audited(
        known=tuple(f"{one['name']} {one['version']}: {found['id']}" + _mended(found) for one in packages for found in one.get("vulns", [])),
        unanswered=tuple(one["name"] for one in packages if "skip_reason" in one),
        asked=len(packages),
    )


def _mended(found: dict[str, list[str]]) -> str:
    return f", mended in {', '.join(found['fix_versions'])}" if found.get("fix_versions") else ", not mended yet"


def _last(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in (done.stderr or done.stdout or "").splitlines() if line.strip()]
    return lines[-1][:300] if lines else f"exit code {done.returncode}"


def _say(lines: Sequence[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _quietly(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
