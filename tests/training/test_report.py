from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.load import load_bundle
from models.tables.rejects import Reject
from training.context import Context
from training.evaluation import Evaluation, PriceFigures
from training.report import write_report
from training.trained import Heads


def strict(text: str) -> Any:
    """JSON without NaN and infinity."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


@pytest.fixture(scope="module")
def report(tiny_bundle: Path) -> Any:
    return strict((tiny_bundle / "report.json").read_text("utf-8"))


def test_the_report_holds_the_figures_of_the_run(report: Any, tiny_run: Context) -> None:
    overall, calibration = tiny_run.evaluation.overall, tiny_run.calibration
    assert overall is not None and calibration is not None
    assert report["price"] == vars(overall)
    assert list(report["price_by_origin"]) == list(tiny_run.evaluation.by_origin) and len(report["price_by_origin"]) == 2
    assert report["calibration"] == {"blend": calibration.blend, "shifts": calibration.shifts.tolist()}
    assert report["parity"]["flipped_leaves"] == 0 and report["parity"]["rows"] >= 20_000
    assert [data["source"] for data in report["data"]] == ["tiny-market", "tiny-panel"]
    assert report["heads"]["maturity.inside_label"] == tiny_run.evaluation.heads["maturity.inside_label"]


def test_report_and_bundle_name_the_same_version(report: Any, tiny_bundle: Path) -> None:
    manifest = load_bundle(tiny_bundle).manifest
    assert report["version"] == manifest.version and report["parameters"] == manifest.parameters and report["simulated"] is True
    assert manifest.version in (tiny_bundle / "report.html").read_text("utf-8")


def test_the_page_works_offline_with_all_plots_and_says_simulated(tiny_bundle: Path) -> None:
    page = (tiny_bundle / "report.html").read_text("utf-8")
    assert len(re.findall(r'<img src="data:image/png;base64,', page)) == page.count("<img ") == 4
    assert "SIMULATED 模拟数据" in page and "<script" not in page
    for figure in PriceFigures.__dataclass_fields__:
        assert f"<th>{figure}</th>" in page
    for heading in ("Data and exclusions", "Price on unseen contracts", "Other heads", "Parity of the graph", "Model card"):
        assert f"<h2>{heading}" in page


def test_every_exclusion_is_counted_by_its_reason(tiny_run: Context, tiny_bundle: Path, tmp_path: Path) -> None:
    reject = Reject(1, 2, "x", "amount", "?", "not an amount of money", "Write digits.")
    table = tiny_run.corpus.tables[0]
    before = list(table.rejects)
    try:
        table.rejects[:] = [reject, reject]
        write_report(tiny_run, load_bundle(tiny_bundle).manifest, tmp_path)
    finally:
        table.rejects[:] = before
    assert strict((tmp_path / "report.json").read_text("utf-8"))["rejects"] == {"amount: not an amount of money": 2}
    assert "amount: not an amount of money" in (tmp_path / "report.html").read_text("utf-8")


def test_a_run_without_prices_and_figures_without_meaning_still_make_a_report(tiny_run: Context, tiny_bundle: Path, tmp_path: Path) -> None:
    bare = object.__new__(Context)
    bare.__dict__.update(tiny_run.__dict__)
    bare.heads = Heads(None, None, (), None, np.eye(1, 32, dtype=np.float32), tiny_run.heads.limits)
    bare.evaluation, bare.calibration = Evaluation(heads={"signals.macro_f1": float("nan")}), None
    manifest = load_bundle(tiny_bundle).manifest.model_copy(update={"price": None, "metrics": {}})
    write_report(bare, manifest, tmp_path)
    found = strict((tmp_path / "report.json").read_text("utf-8"))
    assert found["price"] is None and found["calibration"] is None and found["heads"] == {"signals.macro_f1": None}
    assert "Price on unseen contracts" not in (tmp_path / "report.html").read_text("utf-8")


def test_the_most_important_features_stand_first_and_in_any_language(
    tiny_run: Context, tiny_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attributes = tiny_run.corpus.tables[0].source.attributes
    monkeypatch.setitem(attributes, "kind", attributes["kind"].model_copy(update={"label_en": "contract kind"}))
    schema = tiny_run.corpus.schema
    names = tuple("地区" if name == "region" else name for name in schema.categories)
    renamed = replace(tiny_run.corpus, schema=schema.model_copy(update={"categories": names}))
    other = object.__new__(Context)
    other.__dict__.update({**vars(tiny_run), "corpus": renamed})
    write_report(other, load_bundle(tiny_bundle).manifest, tmp_path)
    page = (tmp_path / "report.html").read_text("utf-8")
    shown = page.split("<th>share of gain</th>")[1].split("</table>")[0]
    assert "<td>contract kind</td>" in shown and "<td>地区</td>" in shown and "<td>kind</td>" not in shown
    shares = [float(share) for share in re.findall(r"<td>([0-9.]+)%</td>", shown)]
    assert 1 < len(shares) <= 15 and shares == sorted(shares, reverse=True) and sum(shares) <= 100.5
