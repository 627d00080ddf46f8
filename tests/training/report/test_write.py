from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from models.load import load_bundle
from training.context import Context
from training.evaluation import Evaluation
from training.report.finished import Finished
from training.report.write import subtitle, write_report
from training.runs.run_record import RunRecord


def strict(text: str) -> Any:
    """JSON without NaN and infinity."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


@pytest.fixture(scope="module")
def report(tiny_bundle: Path) -> Any:
    return strict((tiny_bundle / "report.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def page(tiny_bundle: Path) -> str:
    return (tiny_bundle / "report.html").read_text("utf-8")


def test_the_report_holds_the_figures_of_the_run(report: Any, tiny_run: Context) -> None:
    overall, calibration = tiny_run.evaluation.overall, tiny_run.calibration
    assert overall is not None and calibration is not None
    assert report["price"] == vars(overall)
    assert list(report["price_by_origin"]) == list(tiny_run.evaluation.by_origin) and len(report["price_by_origin"]) == 2
    assert report["calibration"]["blend"] == calibration.blend and report["calibration"]["scales"] == calibration.scales.tolist()
    assert report["parity"]["flipped_leaves"] == 0 and report["parity"]["rows"] >= 20_000
    assert [data["source"] for data in report["data"]] == ["tiny-market", "tiny-panel"]
    assert report["validation"]["rows"]["rows"] == 1_300 and len(report["validation"]["leaks"]) > 5
    assert {"coverage", "confidence", "quantiles", "deciles", "ratio_study", "drift", "importance", "errors"} <= report.keys()


def test_report_and_bundle_name_the_same_version(report: Any, page: str, tiny_bundle: Path) -> None:
    manifest = load_bundle(tiny_bundle).manifest
    assert report["version"] == manifest.version and report["parameters"] == manifest.parameters and report["simulated"] is True
    assert manifest.version in page


def test_the_page_works_offline_with_all_pictures_and_says_simulated(page: str) -> None:
    pictures = re.findall(r'<img(?: class="small")? src="data:image/svg\+xml;base64,[^"]+" alt="[^"]+">', page)
    assert len(pictures) == page.count("<img ") >= 12
    assert "SIMULATED 模拟数据" in page.split("<main>")[1][:400]
    assert "<script" not in page and "http:" not in page and "https:" not in page
    headings = re.findall(r'<h2 id="(s\d+)">([^<]+)<span lang="zh">([^<]+)</span></h2>', page)
    assert [heading for _, heading, _ in headings] == [
        "Data and exclusions",
        "Validation and leak tests",
        "Price on unseen contracts",
        "Do the intervals hold?",
        "Ratio study",
        "Drift",
        "What moves the price",
        "Errors worth reading",
        "Maturity and value",
        "Calibration",
        "Parity of the graph",
        "Model card",
    ]
    for place, heading, zh in headings:
        assert f'<a href="#{place}">{heading} {zh}</a>' in page


def test_no_text_of_a_contract_stands_in_the_figures(report: Any, tiny_run: Context) -> None:
    told = json.dumps(report["errors"], ensure_ascii=False)
    ids = {one["id"] for misses in report["errors"].values() for one in misses}
    assert ids and ids <= set(tiny_run.corpus.tables[0].ids)
    assert not any(text and text in told for text in tiny_run.corpus.columns.text)


def test_a_run_without_prices_and_figures_without_meaning_still_make_a_report(tiny_run: Context, without_prices: Finished, tmp_path: Path) -> None:
    bare = object.__new__(Context)
    bare.__dict__.update(tiny_run.__dict__)
    bare.heads, bare.evaluation, bare.calibration = without_prices.heads, Evaluation(heads={"signals.macro_f1": float("nan")}), None
    write_report(bare, without_prices.manifest, tmp_path)
    found = strict((tmp_path / "report.json").read_text("utf-8"))
    assert found["price"] is None and found["calibration"] is None and found["heads"]["signals.macro_f1"] is None
    shown = (tmp_path / "report.html").read_text("utf-8")
    assert "Price on unseen contracts" not in shown and "Drift" not in shown and "Model card" in shown


def test_the_run_that_built_it_is_named_without_what_only_that_run_was_for(finished: Finished) -> None:
    record = RunRecord.model_validate(
        {"id": "2026-11-22-bold-otter", "type": "test", "note": "a quick try", "created": "2026-11-22T10:00:00Z", "name": "tiny", "out": "tiny"}
    )
    run = Finished(**{**vars_of(finished), "record": record})
    assert subtitle(run).startswith("Built by run 2026-11-22-bold-otter. registered contract total · 合同成交总金额, CNY, 900 contracts")
    assert subtitle(finished).startswith("registered contract total")


def vars_of(run: Finished) -> dict[str, Any]:
    return {name: getattr(run, name) for name in Finished.__dataclass_fields__}
