"""tools/wheelhouse.py: what it asks pip for, and what it leaves beside the wheels."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools import wheelhouse

ROOT = Path(__file__).parent.parent


def pip(code: int, output: str = "", wheels: Sequence[str] = ()) -> wheelhouse.Run:
    """A pip that ends so and leaves these wheels."""

    def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        for name in wheels:
            (Path(command[command.index("-w") + 1]) / name).write_bytes(name.encode())
        return subprocess.CompletedProcess(command, code, stdout=output)

    return run


@pytest.mark.parametrize("extra", ["service", "training", "dev", "bench"])
def test_it_asks_for_the_lock_of_the_extra_and_for_nothing_beside_it(extra: str, tmp_path: Path) -> None:
    command = wheelhouse.command("python", extra, tmp_path)
    assert command[:4] == ["python", "-m", "pip", "wheel"]
    assert "--no-deps" in command
    assert Path(command[-1]) == ROOT / "requirements" / f"{extra}.txt" and Path(command[-1]).is_file()
    assert str(tmp_path) in command


def test_pip_knows_every_option_that_it_is_given(tmp_path: Path) -> None:
    options = [part.split("=")[0] for part in wheelhouse.command("python", "service", tmp_path) if part.startswith("-") and part != "-m"]
    known = subprocess.run([sys.executable, "-m", "pip", "wheel", "--help"], capture_output=True, text=True, check=True).stdout
    assert [option for option in options if option not in known] == []


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_a_wheel_that_was_changed_on_the_way_is_found_on_the_other_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wheelhouse.main(["--out", str(tmp_path)], pip(0, wheels=["a-1-py3-none-any.whl", "b-1-py3-none-any.whl"])) == 0
    assert capsys.readouterr().out.startswith("2 wheels")
    check = ["sha256sum", "-c", "--quiet", wheelhouse.SUMS]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 0
    (tmp_path / "b-1-py3-none-any.whl").write_bytes(b"altered")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, env={**os.environ, "LC_ALL": "C"}).returncode == 1


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("ERROR: No matching distribution found for tinyroom==3", "tinyroom==3"),
        ("NewConnectionError: Failed to establish", "registry cannot be reached"),
        ("nothing known", "without saying why"),
    ],
)
def test_what_pip_could_not_fetch_is_one_sentence(output: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wheelhouse.main(["--out", str(tmp_path)], pip(1, output)) == 1
    assert said in (sentence := capsys.readouterr().err)
    assert len(sentence.splitlines()) == 1
    assert not (tmp_path / wheelhouse.SUMS).exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert wheelhouse.main(["--out", str(tmp_path / "file" / "wheels")], pip(0)) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
