"""Environments: made once, and whoever has none is absent with a reason."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.peers.environments import Absent, environment, run_or_absent
from bench.peers.peer import Peer

PEER = Peer("ray", "Ray", ("ray==1",))


def _silent(_: str) -> None: ...


def test_an_environment_is_made_once_and_anew_only_for_other_packages(tmp_path: Path) -> None:
    ran: list[list[str]] = []

    def run(command: list[str]) -> None:
        ran.append(command)
        (tmp_path / "ray" / "bin").mkdir(parents=True, exist_ok=True)
        (tmp_path / "ray" / "bin" / "python").touch()

    for peer in (PEER, PEER, Peer("ray", "Ray", ("ray==2",))):
        assert environment(peer, tmp_path, _silent, run) == tmp_path.resolve() / "ray" / "bin" / "python"
    assert [command[1:3] for command in ran] == [["-m", "venv"], ["-m", "pip"], ["-m", "pip"]]
    assert ran[1][-1] == "ray==1" and ran[2][-1] == "ray==2"


def test_an_installation_that_broke_off_is_tried_again(tmp_path: Path) -> None:
    def broken(command: list[str]) -> None:
        raise Absent("no network")

    tries: list[str] = []
    for _ in range(2):
        with pytest.raises(Absent, match="no network"):
            environment(PEER, tmp_path, tries.append, broken)
    assert len(tries) == 2


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("ERROR: Could not find a version\\nERROR: No matching distribution found for ray==1\\nnotice", "No matching distribution found for ray==1"),
        ("odd", "odd"),
    ],
)
def test_the_reason_is_the_last_error_that_was_told(said: str, reason: str) -> None:
    with pytest.raises(Absent) as absent:
        run_or_absent([sys.executable, "-c", f"import sys; print('{said}'); sys.exit(1)"])
    assert str(absent.value) == reason


def test_a_program_that_is_missing_is_a_reason_too(tmp_path: Path) -> None:
    with pytest.raises(Absent, match="python"):
        run_or_absent([str(tmp_path / "python")])
