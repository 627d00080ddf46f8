"""The demo bundle as it ships in `models/demo/`: complete, small, of this code, and it says that it is simulated."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest
from rich.console import Console

from models.card import SECTIONS
from models.layout import MANIFEST
from models.load import Bundle, load_bundle
from models.manifest import Manifest
from models.scorer import Scorer
from models.tables.mapping import Mapping
from training import demo
from training.parameters import Parameters
from training.progress import Progress
from valuation.features import FeatureSchema, schema_hash
from valuation.five_values import VALUES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / demo.OUT
FOUND_FROM_DATA = -1
"""A parameter that training sets itself; the manifest then holds what was found."""
REBUILD = "the demo bundle is not of this code: run `make demo`"


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return load_bundle(FOLDER)


def test_its_schema_hash_is_that_of_the_code():
    manifest = Manifest.model_validate_json((FOLDER / MANIFEST).read_text("utf-8"))
    mapping = Mapping.load(demo.SOURCE)
    assert manifest.features == FeatureSchema(categories=mapping.categories, numbers=mapping.numbers), REBUILD
    assert manifest.schema_hash == schema_hash(manifest.features), REBUILD


def test_it_was_trained_with_the_parameters_of_the_code(bundle):
    given = {name: value for name, value in Parameters().updated(demo.SMALL).flat().items() if value != FOUND_FROM_DATA}
    assert {name: bundle.manifest.parameters.get(name) for name in given} == given, REBUILD
    assert bundle.manifest.data[0].rows == demo.ROWS, REBUILD


def test_it_gives_its_golden_answers(bundle):
    Scorer(bundle).self_test()


def test_it_has_every_head(bundle):
    manifest = bundle.manifest
    assert manifest.price is not None and manifest.maturity is not None
    assert set(manifest.scores) == set(manifest.signals) == set(VALUES)
    assert (manifest.price.concept, manifest.price.currency) == ("registered_technology_amount", "CNY")
    assert manifest.languages == ("zh", "en")


def test_it_says_that_it_is_simulated(bundle):
    assert bundle.manifest.simulated and bundle.manifest.name == "demo"
    card = bundle.layout.card.read_text("utf-8")
    assert "SIMULATED" in card and all(section in card for section in SECTIONS)
    assert '"simulated": true' in (FOLDER / "report.json").read_text("utf-8")


def test_it_fits_into_git_and_holds_nothing_unlisted(bundle):
    assert demo.folder_size(FOLDER) <= demo.MOST_BYTES
    names = {path.name for path in FOLDER.iterdir()}
    assert names == {*bundle.manifest.files, MANIFEST, "report.json", "rejects.csv"}


def test_the_environment_is_left_as_it_was(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    with demo._reproducible():
        assert os.environ["SOURCE_DATE_EPOCH"] == str(demo.EXPORTED)
    assert os.environ["SOURCE_DATE_EPOCH"] == "7"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    with demo._reproducible():
        pass
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_the_export_is_dated_by_the_code_and_not_by_the_clock(bundle):
    assert bundle.manifest.created == "2026-11-22T00:00:00Z"


def test_a_folder_that_is_no_bundle_is_not_replaced(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(demo, "simulate", lambda *_: pytest.fail("the place is judged first"))
    (tmp_path / "thesis.docx").write_text("years of work", "utf-8")
    with pytest.raises(SystemExit):
        demo.command(tmp_path)
    assert capsys.readouterr().err.startswith("OUT: ") and (tmp_path / "thesis.docx").exists()


@pytest.mark.slow
def test_two_builds_are_the_same_to_the_byte(tmp_path):
    found = []
    for name in ("one", "two"):
        work = tmp_path / f"work-{name}"
        work.mkdir()
        demo.build(tmp_path / name, work, Progress(Console(file=io.StringIO())), rows=3_000)
        found.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / name).iterdir()})
    assert found[0] == found[1] and "report.html" not in found[0]


@pytest.mark.slow
def test_a_bundle_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "MOST_BYTES", 1_000)
    (tmp_path / "work").mkdir()
    with pytest.raises(demo.TooLarge, match="smaller"):
        demo.build(tmp_path / "out", tmp_path / "work", Progress(Console(file=io.StringIO())), rows=3_000)
