from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.layout import Layout
from models.load import BundleError, load_bundle
from models.manifest import Manifest

FILES = ["graph.onnx", "encoder.onnx", "heads.onnx", "covers.npz", "tokenizer.json", "golden.json", "card.md"]


def altered(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def longer(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def linked(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: dict[Callable[[Path], None], str] = {
    altered: "sha256",
    truncated: "truncated",
    longer: "truncated or replaced",
    emptied: "0 bytes",
    Path.unlink: "not a file of the bundle",
    linked: "not a file of the bundle",
    made_a_folder: "not a file of the bundle",
}


def edited(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """The manifest with a change, digests left as they were."""
    path = folder / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")


def test_a_sound_bundle_loads(bundle_copy: Path) -> None:
    bundle = load_bundle(bundle_copy)
    assert bundle.layout == Layout(bundle_copy) and bundle.manifest.name == "tiny"
    assert len(bundle.golden["text"]) == 8


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda one: one.__name__)
@pytest.mark.parametrize("file", FILES)
def test_a_damaged_file_is_named_with_the_reason(bundle_copy: Path, file: str, damage: Callable[[Path], None]) -> None:
    damage(bundle_copy / file)
    with pytest.raises(BundleError, match=DAMAGE[damage]) as refused:
        load_bundle(bundle_copy)
    assert refused.value.file == file and str(refused.value).startswith(f"{file}: ")


def test_a_file_of_another_bundle_is_refused(bundle_copy: Path) -> None:
    shutil.copy(bundle_copy / "heads.onnx", bundle_copy / "graph.onnx")
    with pytest.raises(BundleError, match=r"graph\.onnx: .*truncated or replaced"):
        load_bundle(bundle_copy)


@pytest.mark.parametrize("name", ["other.onnx", "graph.v2.onnx"])
def test_a_model_file_that_is_not_listed_is_refused(bundle_copy: Path, name: str) -> None:
    shutil.copy(bundle_copy / "graph.onnx", bundle_copy / name)
    with pytest.raises(BundleError, match=f"{name}: .*does not list"):
        load_bundle(bundle_copy)


def test_reports_beside_the_model_do_no_harm(bundle_copy: Path) -> None:
    (bundle_copy / "notes.txt").write_text("seen by a colleague")
    load_bundle(bundle_copy)


@pytest.mark.parametrize("file", ["graph.onnx", "encoder.onnx", "heads.onnx", "tokenizer.json", "golden.json"])
def test_a_bundle_sealed_without_an_essential_file_is_refused(bundle_copy: Path, file: str, reseal: Callable[..., Manifest]) -> None:
    (bundle_copy / file).unlink()
    reseal(bundle_copy)
    with pytest.raises(BundleError, match=f"{file}: not listed"):
        load_bundle(bundle_copy)


@pytest.mark.parametrize("name", ["../outside.txt", "sub/inside.txt", "..", "/etc/hostname"])
def test_a_listed_file_outside_the_folder_is_refused(bundle_copy: Path, name: str, reseal: Callable[..., Manifest]) -> None:
    sealed = reseal(bundle_copy)
    (bundle_copy / "sub").mkdir()
    for path in (bundle_copy.parent / "outside.txt", bundle_copy / "sub" / "inside.txt"):
        path.write_bytes(b"x")
    draft = sealed.model_copy(update={"files": {**sealed.files, name: sealed.files["card.md"]}})
    draft.model_copy(update={"digest": draft.computed_digest(), "version": draft.computed_digest()[:12]}).write(bundle_copy)
    with pytest.raises(BundleError, match="not a file of the bundle") as refused:
        load_bundle(bundle_copy)
    assert refused.value.file == name


CHANGES: dict[str, Callable[[dict[str, Any]], None]] = {
    "not simulated after all": lambda raw: raw.update(simulated=False),
    "another currency": lambda raw: raw["price"].update(currency="USD"),
    "wider limits": lambda raw: raw["limits"].update(last_year=2090.0),
    "better figures": lambda raw: raw["metrics"].update({"price.rmse": 0.01}),
    "another version": lambda raw: raw.update(version="0" * 12),
    "another digest": lambda raw: raw.update(digest="0" * 64),
    "no digest": lambda raw: raw.update(digest="", version=""),
    "a file less": lambda raw: raw["files"].pop("card.md"),
    "another sha256": lambda raw: raw["files"]["graph.onnx"].update(sha256="0" * 64),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_altered_manifest_is_refused(bundle_copy: Path, change: str) -> None:
    edited(bundle_copy, CHANGES[change])
    with pytest.raises(BundleError, match="altered") as refused:
        load_bundle(bundle_copy)
    assert refused.value.file == "manifest.json"


@pytest.mark.parametrize("number", [0, 2, "1", None])
def test_another_format_is_refused(bundle_copy: Path, number: object) -> None:
    edited(bundle_copy, lambda raw: raw.update(format=number))
    with pytest.raises(BundleError, match="reads format 1"):
        load_bundle(bundle_copy)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda raw: raw.pop("limits"), "limits: Field required"),
        (lambda raw: raw.update(colour="red"), "colour: Extra inputs"),
        (lambda raw: raw["limits"].update(familiarity="high"), "limits.familiarity"),
        (lambda raw: raw["encoder"].update(kind="pickle"), "encoder.kind"),
    ],
)
def test_a_manifest_of_another_shape_is_refused_with_the_key(bundle_copy: Path, change: Callable[[dict[str, Any]], None], where: str) -> None:
    edited(bundle_copy, change)
    with pytest.raises(BundleError, match=f"manifest.json: {where}"):
        load_bundle(bundle_copy)


def test_another_feature_definition_is_refused(bundle_copy: Path, reseal: Callable[..., Manifest]) -> None:
    reseal(bundle_copy, schema_hash="0" * 64)
    with pytest.raises(BundleError, match="feature definition"):
        load_bundle(bundle_copy)


def test_a_change_of_the_feature_code_makes_old_bundles_foreign(bundle_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("valuation.features.FEATURES_VERSION", 999)
    with pytest.raises(BundleError, match="feature definition"):
        load_bundle(bundle_copy)


@pytest.mark.parametrize(
    "content",
    [b"", b"not json", b"[]", b"null", b'"x"', b"\xff\xfe", b"{" * 100_000, b'{"format": ' + b"1" * 5_000 + b"}", b'{"format": 1'],
    ids=["empty", "words", "list", "null", "text", "bytes", "nested", "long number", "cut"],
)
def test_a_manifest_that_is_none_is_refused(bundle_copy: Path, content: bytes) -> None:
    (bundle_copy / "manifest.json").write_bytes(content)
    with pytest.raises(BundleError, match=r"manifest\.json"):
        load_bundle(bundle_copy)


def test_a_folder_without_a_manifest_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="not a bundle"):
        load_bundle(tmp_path)


def test_a_manifest_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").mkdir()
    with pytest.raises(BundleError, match="cannot be read"):
        load_bundle(tmp_path)


def test_a_folder_that_is_not_there_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="make train"):
        load_bundle(tmp_path / "nowhere")
