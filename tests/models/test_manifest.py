from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from models.load import load_bundle
from models.manifest import DataInfo, EncoderInfo, Limits, Manifest, sha256_of
from valuation.features import FeatureSchema


def manifest(**changes: Any) -> Manifest:
    facts: dict[str, Any] = {
        "name": "m",
        "simulated": False,
        "encoder": EncoderInfo(kind="static", name="s", dimensions=4, max_tokens=8, token_inputs=("token_ids", "token_mask")),
        "features": FeatureSchema(categories=("kind",)),
        "schema_hash": "h",
        "limits": Limits(first_year=2010, last_year=2030, familiarity=0.3, unknown_tokens=0.5),
        "data": (DataInfo(source="s", rows=9, sha256="d", first=date(2015, 1, 1), last=None),),
        "seed": 1,
        "metrics": {"price.rmse": 0.5, "price.bias": None},
        "parameters": {"price.rounds": 200, "price.rate": 0.05, "flag": True, "name": "x", "whole": 2.0},
    }
    return Manifest.model_validate({**facts, **changes})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "graph.onnx").write_bytes(b"graph")
    (tmp_path / "card.md").write_text("card")
    return tmp_path


def test_sealing_lists_every_file_with_size_and_digest_but_not_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("an old one")
    sealed = manifest().sealed(folder)
    assert sealed.files.keys() == {"card.md", "graph.onnx"}
    assert sealed.files["graph.onnx"].size == 5 and sealed.files["graph.onnx"].sha256 == hashlib.sha256(b"graph").hexdigest()


def test_the_version_is_the_head_of_the_digest(folder: Path) -> None:
    sealed = manifest().sealed(folder)
    assert len(sealed.digest) == 64 and sealed.version == sealed.digest[:12] and sealed.computed_digest() == sealed.digest


def test_the_version_changes_with_any_file_and_any_fact(folder: Path) -> None:
    versions = {manifest().sealed(folder).version, manifest(seed=2).sealed(folder).version, manifest(metrics={"price.rmse": 0.5000001}).sealed(folder).version}
    (folder / "card.md").write_text("Card")
    versions.add(manifest().sealed(folder).version)
    (folder / "extra.txt").write_text("")
    versions.add(manifest().sealed(folder).version)
    assert len(versions) == 5


def test_sealing_twice_gives_the_same_version(folder: Path) -> None:
    once = manifest().sealed(folder)
    assert once.sealed(folder) == once


def test_what_is_written_reads_back_as_it_was(folder: Path) -> None:
    sealed = manifest().sealed(folder)
    sealed.write(folder)
    again = Manifest.model_validate(json.loads((folder / "manifest.json").read_text("utf-8")))
    assert again == sealed and again.computed_digest() == sealed.digest
    assert {name: type(value) for name, value in again.parameters.items()} == {name: type(value) for name, value in sealed.parameters.items()}


def test_a_fact_that_this_version_does_not_know_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        manifest(colour="red")


def test_a_manifest_does_not_change_after_the_fact() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        manifest().seed = 2  # type: ignore[misc]


def test_a_large_file_is_hashed_whole(tmp_path: Path) -> None:
    content = bytes(range(256)) * 20_000
    (tmp_path / "large").write_bytes(content)
    assert sha256_of(tmp_path / "large") == hashlib.sha256(content).hexdigest()


def test_a_trained_bundle_says_what_it_learned_from_and_what_it_can_do(tiny_bundle: Path) -> None:
    found = load_bundle(tiny_bundle).manifest
    assert found.simulated and found.languages == ("zh", "en") and found.seed == 7
    assert found.price is not None and (found.price.concept, found.price.currency, found.price.rows) == ("registered_contract_amount", "CNY", 900)
    assert found.price.first.year == 2015 and found.price.last.year == 2023
    assert found.maturity is not None and set(found.scores) == {"scientific", "economic"}
    assert set(found.signals) == {"technical", "economic", "social", "cultural"}
    assert [info.source for info in found.data] == ["tiny-market", "tiny-panel"] and found.data[1].first is None
    assert {info.name: info.known_at for info in found.attributes} == {"kind": "listing", "region": "listing", "buyer": "deal", "team": "listing"}
    assert found.features == FeatureSchema(categories=("kind", "region", "buyer"), numbers=("team",))
    assert "price.rmse" in found.metrics and "onnxruntime" in found.versions


def test_a_field_that_is_new_in_the_code_does_not_make_an_older_bundle_look_altered(folder: Path) -> None:
    """A manifest of before `licence` and `precision`: sealed over what stood in it then, and still its own."""
    facts = manifest().sealed(folder).model_dump(mode="json", exclude={"version", "digest"})
    del facts["encoder"]["precision"]
    for source in facts["data"]:
        del source["licence"]
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    older = Manifest.model_validate({**facts, "digest": digest, "version": digest[:12]})
    assert older.encoder.precision == "float32" and older.data and older.data[0].licence == "" and older.computed_digest() == older.digest


def test_a_field_that_was_taken_away_shows(folder: Path) -> None:
    sealed = manifest().sealed(folder)
    facts = sealed.model_dump(mode="json")
    del facts["data"][0]["licence"]
    assert Manifest.model_validate(facts).computed_digest() != sealed.digest
