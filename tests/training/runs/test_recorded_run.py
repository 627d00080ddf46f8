from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from training.context import Context
from training.runs.recorded_run import RecordedRun
from training.runs.run_record import RunRecord
from training.runs.run_store import RunStore
from training.runs.stage import Stage
from training.runs.stage_cache import StageCache

Asked = Callable[[], Context]


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    return tmp_path / "runs"


def go(runs: Path, context: Context, stages: tuple[Stage, ...]) -> RunRecord:
    """One run of all stages, each taken where it can be."""
    run = RecordedRun(context, stages, RunStore(runs), StageCache(runs / "stages", 2**30))
    run.begin("test", "a try", stages)
    for stage in stages:
        if not run.take(stage):
            run.make(stage)
    assert context.run is not None
    return context.run


def test_the_same_run_again_does_only_what_leaves_nothing_to_keep(runs: Path, asked: Asked, stages: tuple[Stage, ...], counted: Counter[str]) -> None:
    first = go(runs, asked(), stages)
    context = asked()
    second = go(runs, context, stages)
    assert counted == {"read": 1, "learn": 1, "mend": 1, "tell": 2}
    assert {name: stage.taken_from for name, stage in second.stages.items()} == {"read": first.id, "learn": first.id, "mend": first.id, "tell": None}
    assert context.heads["mended"] and context.heads["file"].read_text("utf-8") == "learned"  # type: ignore[index]
    file = context.progress.console.file
    assert isinstance(file, StringIO)
    assert [line.split() for line in file.getvalue().splitlines()] == [[name, "unchanged,", "from", "run", first.id] for name in ("read", "learn", "mend")]


def test_each_stage_reads_what_the_stage_before_it_left_though_a_later_one_overwrites_it(
    runs: Path, asked: Asked, stages: tuple[Stage, ...], counted: Counter[str]
) -> None:
    go(runs, asked(), stages)
    seen: list[object] = []

    def look(context: Context) -> None:
        seen.append(dict(context.heads))  # type: ignore[call-overload]
        stages[2].run(context)

    other = (*stages[:2], replace(stages[2], parameters=("values",), run=look), stages[3])
    go(runs, asked(), other)
    assert counted["learn"] == 1 and "mended" not in seen[0]  # type: ignore[operator]


def test_a_run_that_was_stopped_goes_on_behind_what_it_finished(runs: Path, asked: Asked, stages: tuple[Stage, ...], counted: Counter[str]) -> None:
    def stop(_: Context) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(runs, asked(), (*stages[:2], replace(stages[2], run=stop), stages[3]))
    (stopped,) = RunStore(runs).records()
    assert (list(stopped.stages), stopped.to_do) == (["read", "learn"], ("mend", "tell"))
    resumed = go(runs, asked(), stages)
    assert counted == {"read": 1, "learn": 1, "mend": 1, "tell": 1} and resumed.to_do == ()
    assert resumed.stages["learn"].taken_from == stopped.id and resumed.stages["mend"].taken_from is None


def test_changed_data_run_everything_again(runs: Path, asked: Asked, stages: tuple[Stage, ...], counted: Counter[str]) -> None:
    go(runs, asked(), stages)
    context = asked()
    context.data[0].write_text("text\na pumq\n", "utf-8")
    go(runs, context, stages)
    assert counted == {"read": 2, "learn": 2, "mend": 2, "tell": 2}
    assert context.cuts == ["text\na pumq\n"]  # type: ignore[comparison-overlap]


def test_what_is_left_to_do_outside_is_done_when_a_stage_is_taken(runs: Path, asked: Asked, stages: tuple[Stage, ...]) -> None:
    done: list[Path] = []
    published = (stages[0], replace(stages[1], restored=lambda context: done.append(context.work / "deep" / "words.json")))
    go(runs, asked(), published)
    assert done == []
    go(runs, asked(), published)
    assert [path.read_text("utf-8") for path in done] == ["learned"]


def test_the_record_tells_what_was_asked_and_how_long_it_took(runs: Path, asked: Asked, stages: tuple[Stage, ...]) -> None:
    context = asked()
    record = go(runs, context, stages)
    assert (record.type, record.note, record.name, record.data, record.out) == ("test", "a try", "pump", context.data, context.out)
    assert record.parameters == context.parameters.flat() and record.peak_mib is not None and record.version == ""
    assert list(record.stages) == ["read", "learn", "mend", "tell"] and record.seconds < 5
    assert RunStore(runs).read(record.id) == record


def test_the_first_stage_that_no_run_has_finished_is_named(runs: Path, asked: Asked, stages: tuple[Stage, ...]) -> None:
    run = RecordedRun(asked(), stages, RunStore(runs), StageCache(runs / "stages", 2**30))
    missing = run.missing(stages)
    assert missing is not None and missing.name == "read"
    go(runs, asked(), stages[:2])
    missing = run.missing(stages)
    assert missing is not None and missing.name == "mend"
    go(runs, asked(), stages)
    assert run.missing(stages) is None
