"""tools/environment.py as users meet it: run as a script in a small repository of its own, with a wheel made here and no network."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import environment

SCRIPT = Path(environment.__file__)
Make = Callable[..., subprocess.CompletedProcess[str]]


def wheel(folder: Path, version: str) -> None:
    """A package `tinyroom` of one module, as a wheel."""
    info = f"tinyroom-{version}.dist-info"
    with zipfile.ZipFile(folder / f"tinyroom-{version}-py3-none-any.whl", "w") as archive:
        archive.writestr("tinyroom.py", f"VERSION = {version!r}\n")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: tinyroom\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")


def lock(root: Path, version: str) -> None:
    (root / "requirements" / "service.txt").write_text(f"tinyroom=={version}\n")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with spaces in its path, whose service extra is one package and whose `.venv` is made."""
    root = tmp_path_factory.mktemp("a fresh clone")
    for folder in ("tools", "requirements", "wheels"):
        (root / folder).mkdir()
    (root / "tools" / "environment.py").write_text(SCRIPT.read_text("utf-8"), "utf-8")
    for version in ("1.0", "2.0"):
        wheel(root / "wheels", version)
    lock(root, "1.0")
    (root / "requirements" / "training.txt").write_text("-r service.txt\n")
    (root / "requirements" / "dev.txt").write_text("-r training.txt\n")
    (root / "requirements" / "bench.txt").write_text("-r dev.txt\n")
    first = call(root, "service", WHEELS=str(root / "wheels"))
    assert first.returncode == 0, first.stderr
    return root


@pytest.fixture
def make(root: Path) -> Make:
    """Runs the script on the repository, its lock and environment back at version 1.0 and no bigger extra current, whatever test ran before."""
    lock(root, "1.0")
    for bigger in ("training", "dev", "bench"):
        Path(environment._stamp(str(root), bigger)).unlink(missing_ok=True)
    assert call(root, "service", WHEELS=str(root / "wheels")).returncode == 0
    return lambda *arguments, **variables: call(root, *arguments, **variables)


def call(root: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("PIP_") and name not in {"PYTHON", "WHEELS"}}
    offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "1", "PIP_NO_CACHE_DIR": "1"}
    command = [sys.executable, str(root / "tools" / "environment.py"), *arguments]
    return subprocess.run(command, env={**quiet, **offline, **variables}, capture_output=True, text=True, timeout=120)


def installed(root: Path) -> str:
    code = "import tinyroom; print(tinyroom.VERSION)"
    return subprocess.run([root / ".venv/bin/python", "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def one_sentence(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    return result.stderr.strip().splitlines()[-1]


def test_the_command_valuation_runs_this_repository_from_anywhere(root: Path, make: Make, tmp_path: Path) -> None:
    (root / "service").mkdir(exist_ok=True)
    (root / "service" / "__init__.py").write_text("")
    (root / "service" / "cli.py").write_text("import os, sys\ndef main():\n    print(os.getcwd(), sys.argv[1:])\n    return 3\n")
    launcher = root / ".venv" / "bin" / "valuation"
    launcher.unlink()
    assert make("service").returncode == 0  # written again although the packages are current
    (tmp_path / "service").mkdir()  # what lies where one stands is not taken for it
    done = subprocess.run([launcher, "audit", "a b"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, f"{tmp_path} ['audit', 'a b']\n", "")
    written = launcher.stat().st_mtime_ns
    make("service")
    assert launcher.stat().st_mtime_ns == written


def test_a_current_environment_is_left_alone_without_a_word_and_without_network(make: Make, root: Path) -> None:
    result = make("service")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert installed(root) == "1.0"


def test_a_changed_lock_is_installed(make: Make, root: Path) -> None:
    lock(root, "2.0")
    assert make("service", WHEELS=str(root / "wheels")).returncode == 0
    assert installed(root) == "2.0"


def test_a_failed_install_is_not_taken_for_current_afterwards(make: Make, root: Path) -> None:
    lock(root, "2.0")
    assert make("service").returncode == 1
    lock(root, "1.0")
    assert not environment.is_current(str(root), "service")


def test_a_bigger_extra_makes_the_smaller_ones_current(make: Make, root: Path) -> None:
    assert make("training", WHEELS=str(root / "wheels")).returncode == 0
    assert environment.is_current(str(root), "service") and environment.is_current(str(root), "training")
    assert not environment.is_current(str(root), "dev")


def test_a_changed_service_lock_makes_the_bigger_extras_stale(make: Make, root: Path) -> None:
    assert make("dev", WHEELS=str(root / "wheels")).returncode == 0
    lock(root, "2.0")
    assert not environment.is_current(str(root), "dev")


def test_an_unreachable_registry_is_one_sentence(make: Make, root: Path) -> None:
    lock(root, "2.0")
    assert "registry cannot be reached" in one_sentence(make("service"))


def test_a_wheel_that_is_missing_offline_is_named_with_its_folder(make: Make, root: Path) -> None:
    lock(root, "3.0")
    assert str(root / "wheels") in one_sentence(make("service", WHEELS=str(root / "wheels")))


def test_an_unknown_extra_is_one_sentence(make: Make) -> None:
    assert "service, training, dev" in one_sentence(make("everything"))


def test_a_broken_environment_is_one_sentence(tmp_path: Path, root: Path) -> None:
    for folder in ("tools", "requirements"):
        (tmp_path / folder).mkdir()
        for file in (root / folder).glob("*.*"):
            (tmp_path / folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
    (tmp_path / ".venv").mkdir()
    assert "Remove that folder" in one_sentence(call(tmp_path, "service"))


def test_an_old_python_is_told_which_is_needed() -> None:
    with pytest.raises(environment.EnvironmentProblem, match=r"Python 3\.11 or newer is needed, and python3\.8 is Python 3\.8") as caught:
        environment.require_python((3, 8), chosen="python3.8", path="")
    assert "\n" not in str(caught.value)


def test_a_newer_python_is_found_past_a_shim_that_does_not_start(tmp_path: Path) -> None:
    for name, line in (("python3.11", "exit 127"), ("python3.12", f'exec "{sys.executable}" "$@"')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{line}\n")
        (tmp_path / name).chmod(0o755)
    assert environment.newer_python(str(tmp_path)) == str(tmp_path / "python3.12")
    (tmp_path / "python3.12").unlink()
    assert environment.newer_python(str(tmp_path)) is None


@pytest.mark.parametrize(
    ("output", "meaning"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("WARNING: Retrying (Retry(total=0)) after connection broken by 'NameResolutionError'", "registry cannot be reached"),
        ("ERROR: No matching distribution found for onnxruntime==1.31.1", "there is no onnxruntime==1.31.1"),
        ("ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/usr/lib/x'", "cannot be written"),
    ],
)
def test_a_known_trouble_is_named(output: str, meaning: str) -> None:
    assert meaning in str(environment.diagnosis(output))


def test_an_unknown_trouble_is_not_guessed_at() -> None:
    assert environment.diagnosis("ERROR: Something else entirely") is None


def test_the_script_parses_in_python_3_6() -> None:
    tree = ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 6))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "__future__" not in modules, "`from __future__ import annotations` is a SyntaxError in Python 3.6"
    annotations = [node.returns for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    annotations += [node.annotation for node in ast.walk(tree) if isinstance(node, ast.arg)]
    evaluated = [ast.unparse(node) for node in annotations if not (node is None or isinstance(node, ast.Name | ast.Constant))]
    assert not evaluated, f"quote these: an old Python evaluates them: {evaluated}"
