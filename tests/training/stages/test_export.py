from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.load import load_bundle
from models.scorer import Scorer
from training.context import Context
from training.parity import ParityError
from training.stages import export
from valuation.features import Columns


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_bundle_is_whole_verified_and_alone(tiny_run: Context, tiny_columns: Columns) -> None:
    bundle = load_bundle(tiny_run.out)
    beside = {"manifest.json", "report.json", "report.html", "rejects.csv", "findings.csv", "out_of_time.parquet"}
    assert names(tiny_run.out) == set(bundle.manifest.files) | beside
    assert set(bundle.manifest.files) == {"graph.onnx", "encoder.onnx", "heads.onnx", "tokenizer.json", "golden.json", "card.md", "covers.npz"}
    assert names(tiny_run.out.parent) == {"tiny", "work"}
    Scorer(bundle).self_test()
    assert Scorer(bundle).score(tiny_columns).price is not None


def test_golden_rows_span_the_prices_and_one_of_them_has_no_text(tiny_run: Context) -> None:
    golden = json.loads((tiny_run.out / "golden.json").read_text("utf-8"))
    assert golden["text"][0] == "" and len(golden["text"]) == export.GOLDEN_ROWS
    assert golden["dates"] == sorted(golden["dates"]) and golden["dates"][0] < "2016" and golden["dates"][-1] > "2023"


def test_the_same_run_at_the_same_moment_is_the_same_to_the_byte(finished: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    contents = []
    for at in range(2):
        work = finished.work / str(at)
        work.mkdir()
        (work / "rejects.csv").write_text("", "utf-8")
        again = replace_places(finished, work, finished.out.with_name(str(at)))
        export.run(again)
        contents.append({name: (again.out / name).read_bytes() for name in names(again.out)})
    assert contents[0] == contents[1]
    assert load_bundle(finished.out.with_name("0")).manifest.created == "2023-11-14T22:13:20Z"


def replace_places(context: Context, work: Path, out: Path) -> Context:
    changed = object.__new__(Context)
    changed.__dict__.update({**vars(context), "work": work, "out": out})
    return changed


def test_what_stood_at_the_place_goes_only_when_the_new_bundle_is_complete(finished: Context) -> None:
    finished.out.mkdir()
    (finished.out / "old.txt").write_text("old", "utf-8")
    stale, others = (finished.out.with_name(f".{finished.out.name}.{pid}.new") for pid in (os.getpid(), 1))
    for place in (stale, others):  # left by a run that was killed; being written by another one
        place.mkdir()
        (place / "half.onnx").write_text("", "utf-8")
    export.run(finished)
    load_bundle(finished.out)
    assert "old.txt" not in names(finished.out) and "half.onnx" not in names(finished.out)
    assert names(finished.out.parent) == {"out", "work", others.name} and names(others) == {"half.onnx"}


def test_a_link_stays_and_its_target_is_replaced(finished: Context) -> None:
    target = finished.out.with_name("target")
    target.mkdir()
    finished.out.symlink_to(target)
    export.run(finished)
    load_bundle(target)
    assert finished.out.is_symlink() and names(finished.out.parent) == {"out", "target", "work"}


def test_a_graph_that_is_not_the_trained_model_is_never_published(finished: Context) -> None:
    finished.out.mkdir()
    (finished.out / "old.txt").write_text("old", "utf-8")
    price = finished.heads.price
    assert price is not None
    off = replace(price.forests[0], value=price.forests[0].value + 1e-3)
    finished.heads = replace(finished.heads, price=replace(price, forests=(off, *price.forests[1:])))
    with pytest.raises(ParityError, match="price_point differs"):
        export.run(finished)
    assert names(finished.out) == {"old.txt"} and names(finished.out.parent) == {"out", "work"}


def test_a_bundle_without_prices_is_exported_too(finished: Context) -> None:
    finished.heads = replace(finished.heads, price=None)
    finished.calibration = None
    finished.evaluation = replace(finished.evaluation, overall=None, by_origin={}, judged=None)
    export.run(finished)
    bundle = load_bundle(finished.out)
    assert bundle.manifest.price is None and np.isfinite(bundle.manifest.limits.familiarity)
