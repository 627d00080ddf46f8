from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from training.evaluate import app
from training.price_study import GATES, PriceStudy

if TYPE_CHECKING:
    from tests.conftest import TinyTables


def arguments(bundle: Path, source: Path, data: Path, out: Path) -> list[str]:
    return ["--bundle", str(bundle), "--source", str(source), "--data", str(data), "--out", str(out)]


@pytest.fixture(scope="module")
def written(tiny_bundle: Path, tiny_tables: TinyTables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("evaluated") / "sub" / "report.json"
    app(arguments(tiny_bundle, tiny_tables.sources[0], tiny_tables.data[0], out), result_action="return_value")
    return out


def test_the_report_holds_figures_tables_and_what_may_decide(written: Path) -> None:
    report = json.loads(written.read_text(encoding="utf-8"))
    assert report["simulated"] is True and report["gates"] == list(GATES)
    assert report["studies"]["all"].keys() == PriceStudy.__dataclass_fields__.keys() == report["listing"].keys()
    assert 0 < report["studies"]["all"]["cover90"] <= 1
    assert {"coverage", "confidence", "deciles", "quantiles", "ratios"} <= report.keys()
    assert report["coverage"][0].keys() >= {"by", "value", "n", "cover90", "low", "high", "width90", "winkler90", "judged", "flagged"}
    assert report["ratios"]["all"]["figures"]["prb"].keys() == {"value", "low", "high", "trimmed", "perfect"}
    assert report["coverage"][0]["n"] == report["studies"]["all"]["n"] == report["ratios"]["all"]["n"]


def test_the_page_stands_alone_with_every_table(written: Path) -> None:
    page = written.with_suffix(".html").read_text(encoding="utf-8")
    assert "SIMULATED" in page and page.count('<img src="data:image/') == 3
    assert not re.search(r'(src|href)="(?!data:|#)', page) and "<script" not in page
    for title in ("Figures", "Coverage and width", "Confidence levels", "Bias by decile", "Quantiles one by one", "Ratio study: all"):
        assert f">{title}" in page
    assert "all, listing view" in page and "conditional on the outcome" in page and "perfect model" in page


def test_the_terminal_shows_figures_coverage_and_both_views(
    tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    app(arguments(tiny_bundle, tiny_tables.sources[0], tiny_tables.data[0], tmp_path / "report.json"), result_action="return_value")
    told = capsys.readouterr().err
    assert "all, listing view" in told and "Coverage of the 90 % interval" in told and "report.html" in told.replace("\n", "")
    assert "Winkler" in told and "thinner ones" in " ".join(told.split())


def test_the_table_that_taught_the_bundle_is_recognised(tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, other = tmp_path / "report.json", tmp_path / "other.parquet"
    pq.write_table(pq.read_table(tiny_tables.data[0]).slice(0, 300), other)
    for data, taught in ((tiny_tables.data[0], True), (other, False)):
        app(arguments(tiny_bundle, tiny_tables.sources[0], data, out), result_action="return_value")
        assert json.loads(out.read_text(encoding="utf-8"))["learned_from"] is taught
        assert ("learned from this very table" in capsys.readouterr().err) is taught


def test_a_bundle_that_is_none_ends_in_one_sentence(tiny_tables: TinyTables, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        app(arguments(tmp_path / "nothing", tiny_tables.sources[0], tiny_tables.data[0], tmp_path / "report.json"), result_action="return_value")
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert "no such folder" in told
    assert "Traceback" not in told
    assert not (tmp_path / "report.json").exists()


def test_a_segment_in_square_brackets_is_shown_as_it_is(tiny_bundle: Path, tiny_tables: TinyTables, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named, data = tmp_path / "[red].toml", tmp_path / "[b].parquet"
    text = tiny_tables.sources[0].read_text(encoding="utf-8")
    named.write_text(text.replace('unit = "万元"', 'unit = "万元"\nsegments = ["kind"]'), encoding="utf-8")
    table = pq.read_table(tiny_tables.data[0])
    pq.write_table(table.set_column(table.column_names.index("kind"), "kind", [["[/b] new"] * table.num_rows]), data)
    out = tmp_path / "[/i].json"
    app(arguments(tiny_bundle, named, data, out), result_action="return_value")
    told = capsys.readouterr().err
    assert "kind=[/b] new" in told and "[/i].json" in told.replace("\n", "")
