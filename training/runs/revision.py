"""Which revision of the code a run used, where the code lies in a git repository of its own."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def code_revision(root: Path = ROOT) -> str | None:
    """Twelve digits of the commit, `+` behind them where tracked files differ from it; None without git or outside a repository."""
    if _git(root, "rev-parse", "--show-prefix") != "":  # outside any, or in some other project's
        return None
    commit = _git(root, "rev-parse", "--short=12", "HEAD")
    if not commit:
        return None
    return commit + ("+" if _git(root, "status", "--porcelain", "--untracked-files=no") else "")


def _git(root: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
