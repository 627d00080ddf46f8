"""Writes requirements/{service,training,dev,bench}.txt: the exact version of every package, transitive ones included, that each extra installs.

`make lock` runs it in one clean virtual environment, extra after extra, each held to the versions of the one before, so that a service
install and a development install run the same code. Only names and versions are written: never a path, an address or a build tag.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import tomllib
import venv
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXTRAS = ("service", "training", "dev", "bench")
"""In order of installation: each lock begins by including the one before it."""


def main() -> None:
    """Resolves, installs, checks and writes all the locks; nothing is written unless `pip check` is content with every step."""
    with tempfile.TemporaryDirectory() as folder:
        python = _clean_environment(Path(folder))
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        locked: dict[str, str] = {}
        texts: dict[str, str] = {}
        for before, extra in zip((None, *EXTRAS), EXTRAS, strict=False):
            installed = _install(python, direct_requirements(project, extra), locked)
            texts[extra] = lock_text(extra, before, {name: version for name, version in installed.items() if name not in locked})
            locked = installed
    for extra, text in texts.items():
        (ROOT / "requirements" / f"{extra}.txt").write_text(text, "utf-8")


def direct_requirements(project: Mapping[str, object], extra: str) -> list[str]:
    """The project's own requirements and the extra's, less the extras that it includes (they are installed already)."""
    own, extras = project["dependencies"], project["optional-dependencies"]
    assert isinstance(own, list) and isinstance(extras, dict)
    return [*own, *(line for line in extras[extra] if not line.startswith(f"{project['name']}["))]


def versions(frozen: str) -> dict[str, str]:
    """`pip freeze` as {name: version}; the local build tag (2.13.0+cpu) is dropped, an install from a path or an address is refused."""
    found: dict[str, str] = {}
    for line in frozen.split("\n"):
        if not line.strip():
            continue
        match = re.fullmatch(r"([A-Za-z0-9._-]+)==([^\s+@;]+)(\+\S+)?", line.strip())
        if match is None:
            raise SystemExit(f"lock: {line.strip()!r} is not a released version; install every package from a registry by its name")
        found[match[1]] = match[2]
    return found


def lock_text(extra: str, before: str | None, added: Mapping[str, str]) -> str:
    """One lock file: a header, the lock that it extends, and what it adds, by name."""
    header = [f"# The {extra} extra, locked. Written by `make lock`: change pyproject.toml, not this file."]
    included = [f"-r {before}.txt"] if before else []
    return "\n".join([*header, *included, *(f"{name}=={added[name]}" for name in sorted(added, key=str.lower))]) + "\n"


def _clean_environment(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    return folder / "bin" / "python"


def _install(python: Path, requirements: list[str], held: Mapping[str, str]) -> dict[str, str]:
    constraints = python.parent.parent / "held.txt"
    constraints.write_text("".join(f"{name}=={version}\n" for name, version in held.items()), "utf-8")
    pip = [str(python), "-m", "pip"]
    for command in (["install", "-c", str(constraints), *requirements], ["check"]):
        if subprocess.run([*pip, *command]).returncode:
            raise SystemExit(f"lock: `pip {command[0]}` failed for {', '.join(requirements)}; no lock was written")
    frozen = subprocess.run([*pip, "freeze"], check=True, capture_output=True, text=True).stdout
    return versions(frozen)


if __name__ == "__main__":
    main()
