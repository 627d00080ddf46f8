from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.load import load_bundle, read_pointer
from tests.conftest import TinyTables
from training.promote import app

LENIENT = "least_contracts = 100\ncoverage_low = 0.5\ncoverage_high = 1\nslope_low = 0.2\nslope_high = 2\ndecile_bias = 1\nanswered = 0.5\nlatency = 1e6\n"


@pytest.fixture
def promote(runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Exit code and words of `make promote` with lenient criteria."""
    (tmp_path / "lenient.toml").write_text(LENIENT, "utf-8")

    def call(folder: Path, **given: str) -> tuple[int, str]:
        words = {"bundle": str(folder), "champion": str(tmp_path / "champion"), "runs": str(runs), "criteria": str(tmp_path / "lenient.toml"), **given}
        code = 0
        try:
            app([part for name, value in words.items() for part in (f"--{name}", value)], result_action="return_value")
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        assert captured.out == "" and "Traceback" not in captured.err
        return code, captured.err

    return call


Promote = Callable[..., tuple[int, str]]


def test_a_promotion_prints_every_criterion_and_where_the_champion_is(promote: Promote, another: Callable[..., Path], tmp_path: Path) -> None:
    folder = another("market")
    code, said = promote(folder)
    version = load_bundle(folder).manifest.version
    assert code == 0 and read_pointer(tmp_path / "champion").current == version
    for word in ("criterion", "bound", "contracts", "pinball", "coverage by segment", "parity", "latency", "passed", "not judged"):
        assert word in said
    assert f"{version} (no version before it)" in said and "champion: market version 1" in said
    code, said = promote(folder)
    assert code == 0 and "is the champion already" in said


def test_a_failure_prints_why_and_exits_1(promote: Promote, another: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "strict.toml").write_text("least_contracts = 100000\n", "utf-8")
    code, said = promote(another("market"), criteria=str(tmp_path / "strict.toml"))
    assert code == 1 and "Not promoted: failed on contracts" in said and "at least 100,000" in said
    assert not (tmp_path / "champion").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"source": "x.toml"}, "one without the other"),
        ({"criteria": "nowhere.toml"}, "cannot be read"),
        ({"bundle": "nowhere"}, "no such folder"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(promote: Promote, another: Callable[..., Path], given: dict[str, str], said: str) -> None:
    code, told = promote(another("market"), **given)
    assert code == 1 and said in told and told.count("\n") == 1


def test_contracts_that_it_has_learned_from_cannot_judge_it(promote: Promote, another: Callable[..., Path], tiny_tables: TinyTables) -> None:
    code, said = promote(another("market"), source=str(tiny_tables.sources[0]), data=str(tiny_tables.data[0]))
    assert code == 1 and "no contract with a price after" in said
