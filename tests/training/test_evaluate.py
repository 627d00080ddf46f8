from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq
import pytest

from models.load import load_bundle
from models.scorer import Scorer
from models.tables.mapping import Mapping
from models.tables.read import read_table
from training.evaluate import app, evaluate
from valuation.field_error import FieldError

if TYPE_CHECKING:
    from tests.conftest import TinyTables


def test_the_figures_are_those_of_the_scored_table(tiny_bundle: Path, tiny_tables: TinyTables) -> None:
    table = read_table(tiny_tables.data[0], Mapping.load(tiny_tables.sources[0]))
    scorer = Scorer(load_bundle(tiny_bundle))
    studies, arrays = evaluate(scorer, table)
    found = scorer.score(table.columns)
    answered = np.asarray([reason is None for reason in found.refusals]) & np.isfinite(table.amounts)
    assert found.price_point is not None
    error = found.price_point[answered] - np.log(table.amounts[answered])
    assert studies["all"].n == int(answered.sum()) == len(arrays["truth"])
    assert studies["all"].rmse == pytest.approx(float(np.sqrt(np.mean(error**2))))


def test_report_and_page_are_written_and_stand_alone(tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path) -> None:
    out = tmp_path / "sub" / "report.json"
    arguments = ["--bundle", str(tiny_bundle), "--source", str(tiny_tables.sources[0]), "--data", str(tiny_tables.data[0]), "--out", str(out)]
    app(arguments, result_action="return_value")
    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["simulated"] is True
    assert 0 < report["studies"]["all"]["cover90"] <= 1
    page = out.with_suffix(".html").read_text(encoding="utf-8")
    assert "SIMULATED" in page
    assert page.count("data:image/png;base64,") == 3
    assert "http://" not in page
    assert "<script" not in page


def test_the_table_that_taught_the_bundle_is_recognised(tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, other = tmp_path / "report.json", tmp_path / "other.parquet"
    pq.write_table(pq.read_table(tiny_tables.data[0]).slice(0, 300), other)
    for data, taught in ((tiny_tables.data[0], True), (other, False)):
        arguments = ["--bundle", str(tiny_bundle), "--source", str(tiny_tables.sources[0]), "--data", str(data), "--out", str(out)]
        app(arguments, result_action="return_value")
        assert json.loads(out.read_text(encoding="utf-8"))["learned_from"] is taught
        assert ("learned from this very table" in capsys.readouterr().err) is taught


def test_prices_of_another_kind_are_not_compared(tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    text = tiny_tables.sources[0].read_text(encoding="utf-8")
    other.write_text(text.replace("registered_contract_amount", "auction_price"), encoding="utf-8")
    table = read_table(tiny_tables.data[0], Mapping.load(other))
    with pytest.raises(FieldError, match="auction_price"):
        evaluate(Scorer(load_bundle(tiny_bundle)), table)


def test_a_table_without_prices_is_refused_with_the_fix(tiny_bundle: Path, tiny_tables: TinyTables) -> None:
    table = read_table(tiny_tables.data[1], Mapping.load(tiny_tables.sources[1]))
    with pytest.raises(FieldError, match="price"):
        evaluate(Scorer(load_bundle(tiny_bundle)), table)


def test_a_bundle_that_is_none_ends_in_one_sentence(tiny_tables: TinyTables, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--bundle", str(tmp_path / "nothing"), "--source", str(tiny_tables.sources[0]), "--data", str(tiny_tables.data[0])]
    with pytest.raises(SystemExit) as ended:
        app([*arguments, "--out", str(tmp_path / "report.json")], result_action="return_value")
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert "no such folder" in told
    assert "Traceback" not in told
    assert not (tmp_path / "report.json").exists()


def test_segments_with_enough_contracts_stand_apart(tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path) -> None:
    named = tmp_path / "named.toml"
    text = tiny_tables.sources[0].read_text(encoding="utf-8")
    named.write_text(text.replace('unit = "万元"', 'unit = "万元"\nsegments = ["kind"]'), encoding="utf-8")
    studies, _ = evaluate(Scorer(load_bundle(tiny_bundle)), read_table(tiny_tables.data[0], Mapping.load(named)))
    parts = {name: study for name, study in studies.items() if name.startswith("kind=")}
    kinds = pq.read_table(tiny_tables.data[0])["kind"].to_pylist()
    assert parts
    assert all(study.n >= 100 for study in parts.values())
    assert sum(study.n for study in parts.values()) <= len(kinds)


def test_a_segment_in_square_brackets_is_shown_as_it_is(tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named, data = tmp_path / "[red].toml", tmp_path / "[b].parquet"
    text = tiny_tables.sources[0].read_text(encoding="utf-8")
    named.write_text(text.replace('unit = "万元"', 'unit = "万元"\nsegments = ["kind"]'), encoding="utf-8")
    table = pq.read_table(tiny_tables.data[0])
    kinds = ["[/b] new"] * table.num_rows
    pq.write_table(table.set_column(table.column_names.index("kind"), "kind", [kinds]), data)
    out = tmp_path / "[/i].json"
    app(["--bundle", str(tiny_bundle), "--source", str(named), "--data", str(data), "--out", str(out)], result_action="return_value")
    told = capsys.readouterr().err
    assert "kind=[/b] new" in told and "[/i].json" in told.replace("\n", "")


def test_a_table_of_which_no_contract_is_answered_says_why(tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path) -> None:
    table = pq.read_table(tiny_tables.data[0]).slice(0, 30)
    old = table.set_column(table.column_names.index("signed"), "signed", [[date(1950, 1, 1)] * 30])
    pq.write_table(old, tmp_path / "old.parquet")
    with pytest.raises(FieldError, match="no contract is answered; of 30 refused, 30 are date_outside_support"):
        evaluate(Scorer(load_bundle(tiny_bundle)), read_table(tmp_path / "old.parquet", Mapping.load(tiny_tables.sources[0])))
