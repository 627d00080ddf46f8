from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from training.runs.run_record import RunRecord, StageRecord
from training.runs.run_store import RunStore
from training.show_runs import app, run_table

FIRST = RunRecord(
    id="2026-11-22-sbir-brave-otter",
    type="rejected",
    note="wide [b]text[/b]",
    created=datetime(2026, 11, 22, tzinfo=UTC),
    name="sbir",
    out=Path("out"),
    stages={"ingest": StageRecord(key="a", seconds=3.6, taken_from="another"), "fit": StageRecord(key="b", seconds=70.2)},
    to_do=("calibrate", "evaluate"),
    peak_mib=1017.3,
)
SECOND = FIRST.updated(id="2026-11-23-sbir-calm-yak", type="final", note="", to_do=(), figures={"price.rmse": 0.3826, "price.n": 9.0})


def printed(*records: RunRecord) -> list[str]:
    out = StringIO()
    Console(file=out, width=200).print(run_table(records))
    return out.getvalue().splitlines()


def test_each_run_is_a_line_with_its_state_its_figures_and_its_note() -> None:
    lines = printed(FIRST, SECOND)
    (first,) = [line for line in lines if "brave-otter" in line]
    assert [cell.strip() for cell in first.split("│")[1:-1]] == [
        "2026-11-22-sbir-brave-otter",
        *("rejected", "stopped at calibrate", "", "74", "1,017", "1 of 2", "wide [b]text[/b]"),
    ]
    (second,) = [line for line in lines if "calm-yak" in line]
    assert [cell.strip() for cell in second.split("│")[2:5]] == ["final", "done", "0.383"]


def test_figures_that_no_run_has_take_no_room() -> None:
    headings = ["".join(printed(*records)).partition("━┓")[2].partition("┡")[0] for records in ((FIRST,), (FIRST, SECOND))]
    assert ["RMSE" in found for found in headings] == [False, True] and not any("Winkler" in found for found in headings)


def test_the_command_reads_the_folder_it_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun = RunStore(tmp_path).begin(FIRST)
    app(["--runs", str(tmp_path)], result_action="return_value")
    assert begun.id in capsys.readouterr().err


def test_a_folder_without_runs_gives_an_empty_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app(["--runs", str(tmp_path / "none")], result_action="return_value")
    assert "Runs" in capsys.readouterr().err and not (tmp_path / "none").exists()
