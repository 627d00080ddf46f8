from __future__ import annotations

import json
import shutil
from contextlib import nullcontext
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import cast

import pytest
from rich.console import Console

from models.load import load_bundle
from models.scorer import Scorer
from tests.conftest import TinyTables
from training import train
from training.asked import Asked
from training.context import Context
from training.progress import Progress
from training.runs.recorded_run import RecordedRun
from training.runs.run_record import RunRecord
from training.runs.run_store import RunStore
from training.runs.stage import Stage
from training.stages import STAGES, calibrate, ingest
from valuation.features import Columns

MAPPING = """
text = "text"
[price]
concept = "grant_amount"
amount = "amount"
unit = "CNY"
[date]
column = "day"
"""


@pytest.fixture
def small(tmp_path: Path) -> dict[str, str]:
    """A mapping and a table of 90 readable contracts."""
    (tmp_path / "m.toml").write_text(MAPPING, "utf-8")
    rows = [f"a pump for waste water number {at},{1000 + at},201{at % 10}-03-01" for at in range(90)]
    (tmp_path / "t.csv").write_text("\n".join(["text,amount,day", *rows]), "utf-8")
    return {"source": str(tmp_path / "m.toml"), "data": str(tmp_path / "t.csv"), "out": str(tmp_path / "out"), "runs": str(tmp_path / "runs")}


def words(given: dict[str, str]) -> list[str]:
    return [part for name, value in given.items() for part in (f"--{name}", value)]


def refused(capsys: pytest.CaptureFixture[str], **given: str) -> str:
    """What the command says when it gives up: the lines after those of the stages."""
    with pytest.raises(SystemExit) as stop:
        train.app(words(given))
    assert stop.value.code == 1
    captured = capsys.readouterr()
    assert captured.out == "" and "Traceback" not in captured.err
    assert not Path(given["out"]).exists()
    return "\n".join(line for line in captured.err.splitlines() if not line.startswith("  "))


@pytest.mark.parametrize("which", ["source", "data"])
def test_a_missing_file_is_one_sentence(small: dict[str, str], capsys: pytest.CaptureFixture[str], which: str) -> None:
    said = refused(capsys, **{**small, which: "nowhere/x.toml"})
    assert said == f"{which.upper()}: no such file (value: 'nowhere/x.toml'). Give the path of an existing file; separate several by commas."


def test_unequal_numbers_of_sources_and_tables_are_one_sentence(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, **{**small, "source": f"{small['source']},{small['source']}"})
    assert said.count("\n") == 0 and "SOURCE, DATA" in said and "2 and 1" in said and "same order" in said


def test_a_table_with_no_usable_row_says_why(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(small["data"]).write_text("text,amount,day\na pump,much,2015-01-01\na pipe,little,2016-01-01\n", "utf-8")
    said = refused(capsys, **small)
    assert "none of the 2 rows can be used" in said and "not an amount of money" in said and "'much'" in said


def test_an_empty_table_is_one_sentence(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(small["data"]).write_text("text,amount,day\n", "utf-8")
    said = refused(capsys, **small)
    assert said.count("\n") == 0 and "t.csv" in said


def test_fewer_than_a_hundred_prices_are_one_sentence(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, **small).splitlines()[-1] == "price.amount: fewer than 100 rows have a price (value: '90'). Add contracts, or leave the price out."


@pytest.mark.parametrize(
    ("content", "named"),
    [("[price]\nround = 5\n", "price.round"), ("[price]\nrounds = 'x'\n", "price.rounds"), ("[price\n", "not valid TOML"), (None, "cannot be read")],
)
def test_wrong_parameters_are_one_sentence(small: dict[str, str], capsys: pytest.CaptureFixture[str], content: str | None, named: str) -> None:
    params = Path(small["data"]).with_name("p.toml")
    if content is not None:
        params.write_text(content, "utf-8")
    said = refused(capsys, **small, params=str(params))
    assert said.startswith("PARAMS: ") and named in said and said.count("\n") == 0


def test_a_missing_encoder_folder_is_one_sentence(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(small["data"]).write_text("\n".join(["text,amount,day"] + [f"a pump,{at},2015-01-01" for at in range(1, 120)]), "utf-8")
    said = refused(capsys, **small, encoder="nowhere/model")
    assert said.splitlines()[-1].startswith("nowhere/model: no such folder")


def test_a_path_in_square_brackets_is_shown_as_it_is(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "'[red]x/[0].csv'" in refused(capsys, **{**small, "data": "[red]x/[0].csv"})


PARAMS = (
    "threads = 1\n[encoder]\nvocabulary = 300\ndimensions = 16\nsteps = 3\nbatch = 32\n"
    "[price]\nrounds = 4\nquantile_rounds = 3\nleaves = 4\norigins = 1\n[maturity]\nrounds = 3\n[values]\nrounds = 3\n"
)


@dataclass(frozen=True)
class Attempts:
    """The same run three times: stopped in `calibrate`, gone on with, and once more after its bundle was deleted."""

    words: Asked
    records: list[RunRecord]
    said: list[str]
    bundles: list[dict[str, bytes]]


@pytest.fixture(scope="module")
def attempts(tiny_tables: TinyTables, ledger_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Attempts:
    """Two sources, a seed, a name and a parameter file; smaller still than the shared run."""
    folder = tmp_path_factory.mktemp("attempts")
    (folder / "p.toml").write_text(PARAMS, "utf-8")
    (folder / "runs").mkdir()
    shutil.copy(ledger_template, folder / "runs")
    words = Asked(
        source=",".join(map(str, tiny_tables.sources)),
        data=",".join(map(str, tiny_tables.data)),
        out=folder / "made",
        params=folder / "p.toml",
        seed=99,
        name="my bundle",
        runs=folder / "runs",
        type="test",
        note="three times",
    )
    said: list[str] = []
    bundles: list[dict[str, bytes]] = []
    for at in range(3):
        console, work = Console(file=StringIO(), width=200), folder / f"work{at}"
        work.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("MLFLOW_TRACKING_URI", raising=False)
            if at == 0:
                patch.setattr(calibrate, "run", interrupted)
            with nullcontext() if at else pytest.raises(KeyboardInterrupt):
                train.resume(words, words.context(work, Progress(console)))
        said.append(cast(StringIO, console.file).getvalue())
        shutil.rmtree(work)
        if at:
            bundles.append({file.name: file.read_bytes() for file in words.out.iterdir()})
            shutil.rmtree(words.out)
    return Attempts(words, words.store.records(), said, bundles)


def interrupted(_: Context) -> None:
    raise KeyboardInterrupt


def taken(record: RunRecord) -> dict[str, str]:
    """Stage → the earlier run that it was taken from."""
    return {name: stage.taken_from for name, stage in record.stages.items() if stage.taken_from is not None}


def test_a_run_that_was_stopped_goes_on_behind_what_it_finished(attempts: Attempts) -> None:
    stopped, resumed, _ = attempts.records
    assert "calibrate" not in stopped.stages and stopped.to_do[0] == "calibrate" and "fit" in stopped.stages
    assert set(taken(resumed)) == set(stopped.stages) and set(taken(resumed).values()) == {stopped.id}
    assert resumed.to_do == () and list(resumed.stages) == [stage.__name__.rpartition(".")[2] for stage in STAGES]


def test_the_same_run_again_trains_nothing_and_its_bundle_is_there_again_to_the_byte(attempts: Attempts) -> None:
    _, first, second = attempts.records
    assert set(second.stages) - set(taken(second)) <= {"register"}  # which leaves nothing here
    assert taken(second)["fit"] == attempts.records[0].id and taken(second)["export"] == first.id
    assert f"  export       unchanged, from run {first.id}" in attempts.said[2] and "embed" not in attempts.said[2]
    assert attempts.bundles[0] == attempts.bundles[1]
    assert second.version == first.version == json.loads(attempts.bundles[1]["manifest.json"])["version"]
    assert second.figures == first.figures and first.figures["price.rmse"] is not None


def test_a_parameter_of_the_price_trains_anew_but_reads_and_splits_nothing_anew(attempts: Attempts, tmp_path: Path) -> None:
    context = attempts.words.context(tmp_path, Progress(Console(file=StringIO())))
    stages = tuple(map(Stage.of, STAGES))
    names = [stage.name for stage in stages if stage.outputs]
    for given, again in (
        ({}, names[len(names) :]),
        ({"price": {"rounds": 5}}, names[names.index("fit") :]),
        ({"price": {"origins": 2}}, names[names.index("split") :]),
    ):
        run = RecordedRun(replace(context, parameters=context.parameters.updated(given)), stages, attempts.words.store, attempts.words.cache)
        assert [stage.name for stage in stages if run.missing([stage])] == again
    renamed = RecordedRun(replace(context, name="another"), stages, attempts.words.store, attempts.words.cache)
    assert [stage.name for stage in stages if renamed.missing([stage])] == ["export"]


def test_one_byte_of_the_data_trains_all_anew(attempts: Attempts, tmp_path: Path) -> None:
    context = attempts.words.context(tmp_path, Progress(Console(file=StringIO())))
    changed = tmp_path / context.data[0].name
    changed.write_bytes(context.data[0].read_bytes() + b" ")
    stages = tuple(map(Stage.of, STAGES))
    run = RecordedRun(replace(context, data=(changed, context.data[1])), stages, attempts.words.store, attempts.words.cache)
    assert all(run.missing([stage]) for stage in stages if stage.outputs)


def test_the_command_leaves_a_bundle_that_scores_and_tells_its_run(attempts: Attempts, tiny_columns: Columns, capsys: pytest.CaptureFixture[str]) -> None:
    train.command(attempts.words)
    record = attempts.words.store.records()[-1]
    said = capsys.readouterr().err
    assert "Bundle:" in said and said.splitlines()[-1].startswith(f"Run {record.id} (test), ")
    assert (record.note, record.name, record.parameters["price.rounds"]) == ("three times", "my bundle", 4)
    bundle = load_bundle(attempts.words.out)
    assert (bundle.manifest.name, bundle.manifest.seed, bundle.manifest.parameters["price.rounds"]) == ("my bundle", 99, 4)
    assert bundle.manifest.version == record.version
    assert Scorer(bundle).score(tiny_columns).price is not None


def test_a_run_stopped_by_a_person_ends_with_a_sentence(small: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(ingest, "run", interrupted)
    with pytest.raises(SystemExit) as stop:
        train.app(words(small))
    said = capsys.readouterr().err
    assert stop.value.code == train.INTERRUPTED and said.startswith("Stopped.") and said.count("\n") == 1


def test_fresh_takes_nothing_from_earlier_runs(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    for more in ((), (), ("--fresh",)):
        with pytest.raises(SystemExit):
            train.app([*words(small), *more])  # 90 prices are too few: it ends behind the ingest
    records = RunStore(Path(small["runs"])).records()
    assert [set(taken(record)) >= {"ingest"} for record in records] == [False, True, False]
    assert all(record.to_do for record in records)


def test_a_folder_that_is_no_bundle_is_never_replaced(small: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.docx").write_text("years of work", "utf-8")
    with pytest.raises(SystemExit) as stop:
        train.app(words({**small, "out": str(out)}))
    assert stop.value.code == 1
    assert capsys.readouterr().err.startswith("OUT: is a folder with other things")  # before any stage
    assert (out / "thesis.docx").read_text("utf-8") == "years of work"


def test_a_reject_in_square_brackets_is_shown_as_it_is(small: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    with Path(small["data"]).open("a", encoding="utf-8") as file:
        file.write("\na pump,[/b],2015-01-01\n")
    with pytest.raises(SystemExit):
        train.app(words(small))
    assert "value '[/b]'" in capsys.readouterr().err
