from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import TinyTables
from training import run_stage
from training.runs.run_store import RunStore


@pytest.fixture
def given(tiny_tables: TinyTables, tmp_path: Path) -> dict[str, str]:
    return {
        "source": ",".join(map(str, tiny_tables.sources)),
        "data": ",".join(map(str, tiny_tables.data)),
        "out": str(tmp_path / "out"),
        "runs": str(tmp_path / "runs"),
    }


def words(given: dict[str, str], *more: str) -> list[str]:
    return [*(part for name, value in given.items() for part in (f"--{name}", value)), *more]


def stage(given: dict[str, str], name: str, *more: str) -> None:
    run_stage.app(words(given, "--stage", name, *more), result_action="return_value")


def refused(given: dict[str, str], capsys: pytest.CaptureFixture[str], name: str) -> str:
    with pytest.raises(SystemExit) as stop:
        stage(given, name)
    assert stop.value.code == 1
    return capsys.readouterr().err


def test_stages_are_run_one_by_one_each_on_what_the_last_one_left(given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("ingest", "validate", "split", "split"):
        stage(given, name, "--note", f"just {name}", "--type", "test")
    first, second, third, fourth = RunStore(Path(given["runs"])).records()
    assert (list(first.stages), first.note, first.type, first.to_do) == (["ingest"], "just ingest", "test", ())
    assert {name: one.taken_from for name, one in third.stages.items()} == {"ingest": first.id, "validate": second.id, "split": None}
    assert fourth.stages["split"].taken_from == third.id
    said = capsys.readouterr().err
    assert f"ingest       unchanged, from run {first.id}" in said and f"Run {fourth.id} (test)" in said
    assert not Path(given["out"]).exists()


def test_fresh_runs_the_named_stage_again_and_no_other(given: dict[str, str]) -> None:
    for name, more in (("ingest", ()), ("validate", ()), ("validate", ("--fresh",))):
        stage(given, name, *more)
    last = RunStore(Path(given["runs"])).records()[-1]
    assert last.stages["validate"].taken_from is None and last.stages["ingest"].taken_from is not None


def test_the_first_stage_that_is_missing_is_named_and_no_run_begins(given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(given, capsys, "evaluate")
    assert said.startswith("STAGE: needs the stage ingest, which has not been run with these files, parameters and code (value: 'evaluate').")
    assert not Path(given["runs"]).exists()
    stage(given, "ingest")
    capsys.readouterr()
    assert "needs the stage validate" in refused({**given, "seed": "3"}, capsys, "fit")  # ingest reads no seed
    assert len(RunStore(Path(given["runs"])).records()) == 1


def test_a_damaged_earlier_stage_is_as_good_as_missing(given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    stage(given, "ingest")
    (entry,) = (Path(given["runs"]) / "stages").glob("ingest-*")
    (entry / "outputs.pickle").write_bytes(b"")
    assert "needs the stage ingest" in refused(given, capsys, "validate")


def test_an_unknown_stage_is_one_sentence(given: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(given, capsys, "train")
    assert said.startswith("STAGE: no such stage (value: 'train'). Name one of ingest,") and said.count("\n") == 1
    assert not Path(given["runs"]).exists()
