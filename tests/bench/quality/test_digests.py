"""Digests of code and contracts."""

from __future__ import annotations

from pathlib import Path

from bench.quality.digests import content_digest, library_versions, peer_code, pipeline_code


def test_a_changed_file_or_word_changes_the_digest(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("1")
    first = content_digest([file], "word")
    assert content_digest([file], "word") == first != content_digest([file], "other")
    file.write_text("2")
    assert content_digest([file], "word") != first


def test_a_rival_stands_on_its_own_file_and_what_that_imports_but_on_no_other_rival() -> None:
    found = {file.stem for file in peer_code("bench.quality.peers.ridge")}
    assert {"ridge", "tfidf", "attribute_codes", "contracts"} <= found and not found & {"boosted", "recent_level", "roster"}


def test_the_pipeline_stands_on_its_code_parameters_and_mappings_but_on_no_bundle(tmp_path: Path) -> None:
    for name in ("training/train.py", "training/sources/a.toml", "models/score.py", "models/bundles/b/x.toml", "valuation/money.py", "service/app.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    found = {str(file.relative_to(tmp_path)) for file in pipeline_code(tmp_path)}
    assert found == {"training/train.py", "training/sources/a.toml", "models/score.py", "valuation/money.py"}


def test_library_versions_name_a_package_that_is_not_there_too() -> None:
    assert all(f"{name}=" in library_versions() for name in ("lightgbm", "catboost", "onnxruntime", "tokenizers"))
