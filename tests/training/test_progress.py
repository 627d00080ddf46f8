from __future__ import annotations

import re
from io import StringIO

import pytest
from rich.console import Console

from training.progress import Progress


def test_a_log_gets_one_line_a_stage_with_its_time_and_note() -> None:
    out = StringIO()
    with Progress(Console(file=out, width=100)) as progress:
        with progress.stage("read", 3) as steps:
            steps.advance()
            steps.note("3 rows")
        with progress.stage("fit") as steps:
            steps.reach(0.5)
            assert "fit" not in out.getvalue()
    lines = out.getvalue().splitlines()
    assert len(lines) == 2
    assert lines[0].split() == ["read", lines[0].split()[1], "s", "3", "rows"] and float(lines[0].split()[1]) >= 0
    assert lines[1].split()[0] == "fit"


def test_a_terminal_gets_a_bar_that_is_full_at_the_end() -> None:
    out = StringIO()
    with Progress(Console(file=out, width=100, force_terminal=True)) as progress, progress.stage("calibrate", 4) as steps:
        steps.advance(2)
    assert "calibrate" in out.getvalue() and "100 %" in out.getvalue()


@pytest.mark.parametrize("terminal", [False, True])
def test_a_stage_that_an_earlier_run_finished_is_a_line_that_names_it(terminal: bool) -> None:
    out = StringIO()
    with Progress(Console(file=out, width=100, force_terminal=terminal)) as progress:
        progress.unchanged("fit", "2026-11-22-[b]-brave-otter")
    assert "  fit          unchanged, from run 2026-11-22-[b]-brave-otter\n" in out.getvalue().replace("\r", "")


@pytest.mark.parametrize("terminal", [False, True])
def test_square_brackets_in_a_note_are_text(terminal: bool) -> None:
    out = StringIO()
    with Progress(Console(file=out, width=100, force_terminal=terminal)) as progress, progress.stage("encoder") as steps:
        steps.note("model [/b], 384 dimensions")
    assert "model [/b]" in re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())
