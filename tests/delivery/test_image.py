"""The image, as far as it can be tested without an engine: its Dockerfile is linted, and what it copies is copied and run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from service import healthcheck

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Dockerfile:
    """The instructions of a Dockerfile: stages of (word, arguments)."""

    text: str

    @cached_property
    def stages(self) -> list[list[tuple[str, str]]]:
        lines = [line for line in self.text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
        joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
        stages: list[list[tuple[str, str]]] = [[]]
        for line in joined.splitlines():
            word, _, arguments = line.partition(" ")
            if word == "FROM":
                stages.append([])
            stages[-1].append((word, arguments.strip()))
        return stages

    def all(self, word: str, stage: int | None = None) -> list[str]:
        chosen = self.stages if stage is None else [self.stages[stage]]
        return [arguments for instructions in chosen for name, arguments in instructions if name == word]

    @property
    def copied(self) -> list[tuple[str, str]]:
        """What the last stage takes from the build context, and where it puts it below its working directory."""
        return [(source, shlex.split(line)[-1]) for line in self.all("COPY", -1) if not line.startswith("--from") for source in shlex.split(line)[:-1]]

    @property
    def environment(self) -> dict[str, str]:
        return dict(pair.split("=", 1) for line in self.all("ENV", -1) for pair in shlex.split(line))


@pytest.fixture(scope="module")
def dockerfile() -> Dockerfile:
    return Dockerfile((ROOT / "Dockerfile").read_text("utf-8"))


def test_hadolint_has_nothing_to_say() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, "--no-color", ROOT / "Dockerfile"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_whatever_is_copied_is_there_and_is_let_through_to_the_builder(dockerfile: Dockerfile) -> None:
    let_through = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    sources = [source for line in dockerfile.all("COPY") if not line.startswith("--from") for source in shlex.split(line)[:-1]]
    assert sources
    assert [source for source in sources if not (ROOT / source).exists() or source not in let_through] == []


def test_nothing_but_what_is_named_reaches_the_builder() -> None:
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert lines[0] == "*"
    assert not [line for line in lines if line.startswith("!") and re.search(r"training|bench|tests|delivery|\.git|var", line)]


def test_only_the_lock_of_the_service_is_installed(dockerfile: Dockerfile) -> None:
    assert set(re.findall(r"[\w/]*requirements/\w+\.txt", dockerfile.text)) == {"requirements/service.txt", "/build/requirements/service.txt"}
    installs = [line for line in dockerfile.all("RUN") if " install " in line and "pip" in line]
    assert len(installs) == 1 and "-r /build/requirements/service.txt" in installs[0] and "--only-binary :all:" in installs[0]
    assert "apt" not in dockerfile.text


def test_it_runs_without_rights_under_a_fixed_number(dockerfile: Dockerfile) -> None:
    assert dockerfile.all("USER", -1) == ["10001:10001"]
    last = [word for word, _ in dockerfile.stages[-1]]
    assert "RUN" not in last[last.index("USER") :] and "COPY" not in last[last.index("USER") :]
    assert not dockerfile.all("ADD")


def test_its_health_check_is_the_module_that_needs_no_curl(dockerfile: Dockerfile) -> None:
    (check,) = dockerfile.all("HEALTHCHECK", -1)
    assert check.endswith('CMD ["python3", "-m", "service.healthcheck"]')
    timeout = re.search(r"--timeout=(\d+)s", check)
    assert timeout and float(timeout[1]) > healthcheck.PATIENCE


def test_what_it_copies_is_enough_to_run_and_the_folder_stays_as_it_was(dockerfile: Dockerfile, tmp_path: Path) -> None:
    app, data = tmp_path / "app", tmp_path / "data"
    app.mkdir()
    for source, place in dockerfile.copied:
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, app / place, ignore=shutil.ignore_patterns("__pycache__", "*.pyc", "bundles"))
        else:
            shutil.copy(ROOT / source, app / source)
    before = listing(app)
    assert not [path for path in before if path.startswith(("training", "bench", "tests"))]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VALUATION_", "PYTHON")) and name != "DATABASE_URL"}
    image = {name: value for name, value in dockerfile.environment.items() if name != "PATH"}
    # On all addresses it would ask for a key first; the port is any that is free.
    variables = {**kept, **image, "VALUATION_HOST": "127.0.0.1", "VALUATION_PORT": "0", "VALUATION_DATA": str(data)}
    said = tmp_path / "said"
    with said.open("w") as out:
        process = subprocess.Popen([sys.executable, "-m", "service"], cwd=app, env=variables, stdout=out, stderr=subprocess.STDOUT)
    try:
        address = address_of(process, said)
        with urllib.request.urlopen(f"{address}/ready", timeout=20) as response:
            assert response.status == 200
        asked = {**variables, "VALUATION_PORT": address.rsplit(":", 1)[1]}
        assert subprocess.run([sys.executable, "-m", "service.healthcheck"], cwd=app, env=asked, capture_output=True, timeout=20).returncode == 0
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    assert listing(app) == before


def address_of(process: subprocess.Popen[bytes], said: Path) -> str:
    """Where a service listens, once it says so."""
    for _ in range(600):
        if found := re.search(r"Valuation service on (http://\S+)", said.read_text("utf-8")):
            return found[1]
        assert process.poll() is None, said.read_text("utf-8")
        time.sleep(0.05)
    raise AssertionError(f"it does not listen: {said.read_text('utf-8')}")


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file with its size and time."""
    return {str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
