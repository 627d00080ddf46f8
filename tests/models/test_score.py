from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest

from models import score as module
from models.prediction_table import prediction_table
from models.score import score, score_table
from models.scorer import Scorer
from models.tables.mapping import Mapping
from models.tables.read import read_table
from tests.conftest import TinyTables

ROOT = Path(__file__).parents[2]

CONTRACTS: dict[str, list[Any]] = {
    "contract": ["Z9", "A1", "A1", "", "007"],
    "title": ["锂电池正极材料的制备方法", "defect detection for production lines by deep learning", "工业废水深度处理装置", "", "古籍数字化与文化遗产保护平台"],
    "text": ["性能稳定，已获专利授权", "robust design, lower cost, vision 3", "field trial", "", "成本降低，野外试验"],
    "signed": ["2021-03-04", "not a day", "2022/7/1", "2022-07-02", "1950-01-01"],
    "kind": ["Transfer", "Licence", "never seen", "", "Service"],
    "region": ["华东", "华北", "西南", "", "西南"],
    "team": ["12", "3", "", "", "5"],
    "buyer": ["Firm", "", "", "", ""],
}
"""Answered, date unreadable, answered, empty in every cell but the date, date outside."""


@pytest.fixture
def contracts(tmp_path: Path) -> Callable[..., Path]:
    """Writes `CONTRACTS` with columns changed or (None) left out."""

    def written(name: str = "in.csv", **changes: list[Any] | None) -> Path:
        columns = {key: values for key, values in {**CONTRACTS, **changes}.items() if values is not None}
        path = tmp_path / name
        (pq.write_table if path.suffix == ".parquet" else arrow_csv.write_csv)(pa.table(columns), path)
        return path

    return written


@pytest.fixture
def scored(tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path) -> Callable[..., pa.Table]:
    """What `make score` writes for a table."""

    def run(data: Path, out: str = "out.parquet", **how: Any) -> pa.Table:
        score(tiny_bundle, tiny_tables.sources[0], data, tmp_path / out, **how)
        return pq.read_table(tmp_path / out)

    return run


def failing(capsys: pytest.CaptureFixture[str], *args: Any) -> str:
    with pytest.raises(SystemExit) as left:
        score(*args)
    assert left.value.code == 1
    told = capsys.readouterr()
    assert "Traceback" not in told.err and told.out == ""
    return told.err


def test_every_row_in_its_place_with_its_id_and_its_reason(scored: Callable[..., pa.Table], contracts: Callable[..., Path]) -> None:
    rows = scored(contracts()).to_pylist()
    assert [row["contract_id"] for row in rows] == ["Z9", "A1", "A1", "", "007"]
    assert [row["refused"] for row in rows] == [False, True, False, True, True]
    assert rows[1]["reason"].startswith("unreadable_row: ") and "signed" in rows[1]["reason"] and "not a day" in rows[1]["reason"]
    assert [rows[3]["reason"], rows[4]["reason"]] == ["missing_essentials", "date_outside_support"]
    assert rows[2]["valuation_date"] == date(2022, 7, 1) and rows[1]["valuation_date"] is None
    for row in rows:
        assert (row["price_p50"] is None) == row["refused"] == (row["trl_p5"] is None) == (row["value_economic"] is None) == (row["value_dominant"] is None)


def test_the_amount_is_never_read(scored: Callable[..., pa.Table], contracts: Callable[..., Path]) -> None:
    without = scored(contracts("a.parquet"))
    for amounts in (["1"] * 5, ["999999999"] * 5, ["no amount", "", "-5", "1e400", "1,2"]):
        assert scored(contracts("b.parquet", amount=amounts)).equals(without)
    assert scored(contracts("c.parquet", project=list("abcde"))).equals(without)


def test_an_unreadable_row_does_not_change_the_others(scored: Callable[..., pa.Table], contracts: Callable[..., Path]) -> None:
    spoilt, mended = scored(contracts()).to_pylist(), scored(contracts(signed=["2021-03-04", "2021-03-05", "2022/7/1", "2022-07-02", "1950-01-01"])).to_pylist()
    assert [spoilt[at] for at in (0, 2, 3, 4)] == [mended[at] for at in (0, 2, 3, 4)] and not mended[1]["refused"]


def test_csv_and_parquet_hold_the_same_answers(
    scored: Callable[..., pa.Table], contracts: Callable[..., Path], tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path
) -> None:
    exact = scored(contracts())
    score(tiny_bundle, tiny_tables.sources[0], contracts(), tmp_path / "deep" / "out.csv")
    types = arrow_csv.ConvertOptions(column_types=exact.schema, strings_can_be_null=True, quoted_strings_can_be_null=False)
    read = arrow_csv.read_csv(tmp_path / "deep" / "out.csv", convert_options=types)
    assert read.column_names == exact.column_names
    assert read.drop_columns(["contract_id"]).equals(exact.drop_columns(["contract_id"]))


def test_an_attribute_only_a_deal_reveals_may_be_absent(scored: Callable[..., pa.Table], contracts: Callable[..., Path]) -> None:
    absent, unknown = scored(contracts(buyer=None)), scored(contracts(buyer=[""] * 5))
    assert absent.equals(unknown)


def test_a_valuation_date_may_be_given_for_rows_without_one(scored: Callable[..., pa.Table], contracts: Callable[..., Path]) -> None:
    rows = scored(contracts(signed=None), valuation_date=date(2023, 1, 2)).to_pylist()
    assert {row["valuation_date"] for row in rows} == {date(2023, 1, 2)} and [row["refused"] for row in rows] == [False, False, False, True, False]


def test_a_date_of_its_own_counts_before_the_given_one(scored: Callable[..., pa.Table], contracts: Callable[..., Path]) -> None:
    rows = scored(contracts(signed=["2021-03-04", "", "", "", ""]), valuation_date=date(2023, 1, 2)).to_pylist()
    assert [row["valuation_date"] for row in rows] == [date(2021, 3, 4)] + [date(2023, 1, 2)] * 4


def test_make_passes_a_valuation_date_from_its_command_line_only() -> None:
    command = ["make", "-n", "score", "BUNDLE=b", "SOURCE=s", "DATA=d", "OUT=o"]
    shell = {**os.environ, "VALUATION_DATE": "2020-01-01"}
    asked, bare = (
        subprocess.run([*command, *more], cwd=ROOT, env=shell, capture_output=True, text=True, check=True) for more in (["VALUATION_DATE=2026-11-22"], [])
    )
    assert '--valuation-date "$VALUATION_DATE"' in asked.stdout and "--valuation-date" not in bare.stdout


def test_make_passes_the_number_of_workers() -> None:
    command = ["make", "-n", "score", "BUNDLE=b", "SOURCE=s", "DATA=d", "OUT=o"]
    asked, bare = (subprocess.run([*command, *more], cwd=ROOT, capture_output=True, text=True, check=True).stdout for more in (["WORKERS=2"], []))
    assert '--workers "$WORKERS"' in asked and "--workers" not in bare


def test_fewer_than_one_worker_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        module.app(["--bundle", "b", "--source", "s", "--data", "d", "--out", str(tmp_path / "o.csv"), "--workers", "0"])
    assert "workers" in capsys.readouterr().err


def test_a_table_without_rows_gives_a_table_without_rows(scored: Callable[..., pa.Table], contracts: Callable[..., Path]) -> None:
    found = scored(contracts("none.parquet", **{name: pa.array([], pa.string()) for name in CONTRACTS}))
    assert found.num_rows == 0 and found.column_names == scored(contracts()).column_names


def test_batches_of_a_table_answer_as_one(tiny_scorer: Scorer, tiny_tables: TinyTables, monkeypatch: pytest.MonkeyPatch) -> None:
    table = read_table(tiny_tables.data[0], Mapping.load(tiny_tables.sources[0]), purpose="score")
    answers = []
    for batch in (4_096, 100, 7):
        monkeypatch.setattr(module, "BATCH", batch)
        answers.append(prediction_table(table.ids, table.columns.dates, score_table(tiny_scorer, table), {}, tiny_scorer.bundle.manifest))
    assert answers[0].num_rows == 900 and answers[0].equals(answers[1]) and answers[0].equals(answers[2])


def test_what_was_written_is_what_the_scorer_says(scored: Callable[..., pa.Table], contracts: Callable[..., Path], tiny_scorer: Scorer) -> None:
    rows = scored(contracts()).to_pylist()
    table = read_table(contracts(), Mapping.of({"text": "text", "title": "title", "date": {"column": "signed"}, "id": "contract"}), purpose="score")
    assert rows[0]["model_version"] == tiny_scorer.bundle.manifest.version
    assert np.isfinite(rows[0]["price_point"]) and table.ids == [row["contract_id"] for row in rows]


def test_a_missing_bundle_is_one_sentence(capsys: pytest.CaptureFixture[str], contracts: Callable[..., Path], tiny_tables: TinyTables, tmp_path: Path) -> None:
    told = failing(capsys, tmp_path / "nowhere", tiny_tables.sources[0], contracts(), tmp_path / "out.csv")
    assert "no such folder" in told and "make train" in told and len(told.strip().splitlines()) == 1


def test_a_tampered_bundle_is_named_by_file_and_reason(
    capsys: pytest.CaptureFixture[str], contracts: Callable[..., Path], tiny_tables: TinyTables, bundle_copy: Path, tmp_path: Path
) -> None:
    (bundle_copy / "graph.onnx").write_bytes((bundle_copy / "graph.onnx").read_bytes()[:-9])
    told = failing(capsys, bundle_copy, tiny_tables.sources[0], contracts(), tmp_path / "out.csv")
    assert told.startswith("graph.onnx: ") and "truncated" in told and not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ('title = "title"\n[dates]\ncolumn = "signed"', "dates: unknown key"),
        ('title = "titel"\n[date]\ncolumn = "signed"', "titel"),
        ('title = "title"', "no valuation date"),
        ('title = "title"\n[maturity]\nstage = "kind"\n[date]\ncolumn = "signed"', '[maturity.stages] "Phase I" = [1, 3]'),
        ("title = ", "not valid TOML"),
    ],
)
def test_a_mapping_that_does_not_fit_is_told_whole_brackets_included(
    capsys: pytest.CaptureFixture[str], contracts: Callable[..., Path], tiny_bundle: Path, tmp_path: Path, mapping: str, said: str
) -> None:
    (tmp_path / "map.toml").write_text(mapping, encoding="utf-8")
    told = failing(capsys, tiny_bundle, tmp_path / "map.toml", contracts(), tmp_path / "out.csv")
    assert said in told and "map.toml" in told


def test_markup_in_a_value_is_text(capsys: pytest.CaptureFixture[str], contracts: Callable[..., Path], tiny_bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text('title = "[/red]"\n[date]\ncolumn = "signed"', encoding="utf-8")
    assert "[/red]" in failing(capsys, tiny_bundle, tmp_path / "map.toml", contracts(), tmp_path / "out.csv")


def test_markup_in_the_path_of_the_answers_is_text(scored: Callable[..., pa.Table], contracts: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    scored(contracts(), "[red]/[b].parquet")
    assert "[red]/[b].parquet" in "".join(line.strip("│ ") for line in capsys.readouterr().err.splitlines())


def test_an_output_that_cannot_be_written_is_a_sentence(
    capsys: pytest.CaptureFixture[str], contracts: Callable[..., Path], tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    assert "file" in failing(capsys, tiny_bundle, tiny_tables.sources[0], contracts(), tmp_path / "file" / "out.csv")
    assert "no such table format" in failing(capsys, tiny_bundle, tiny_tables.sources[0], contracts(), tmp_path / "out.docx")
    assert "no such file" in failing(capsys, tiny_bundle, tiny_tables.sources[0], tmp_path / "absent.csv", tmp_path / "out.csv")


def test_the_command_scores_says_simulated_and_needs_no_training_package(
    contracts: Callable[..., Path], scored: Callable[..., pa.Table], tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path
) -> None:
    trap = tmp_path / "trap"
    for name in ("torch", "lightgbm", "sklearn", "sentence_transformers", "pandas", "mlflow", "matplotlib", "onnx"):
        (trap / name).mkdir(parents=True)
        (trap / name / "__init__.py").write_text("raise ImportError('not in a light install')")
    arguments = ["--bundle", tiny_bundle, "--source", tiny_tables.sources[0], "--data", contracts(), "--out", tmp_path / "by_command.parquet"]
    environment = {**os.environ, "PYTHONPATH": f"{trap}{os.pathsep}{ROOT}"}
    done = subprocess.run([sys.executable, "-m", "models.score", *map(str, arguments)], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "SIMULATED" in done.stderr and done.stdout == ""
    assert pq.read_table(tmp_path / "by_command.parquet").equals(scored(contracts()))
