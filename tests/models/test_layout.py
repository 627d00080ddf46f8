from __future__ import annotations

from pathlib import Path

from models.layout import Layout


def test_every_path_lies_in_the_folder_under_its_fixed_name() -> None:
    layout = Layout(Path("bundle"))
    paths = [layout.manifest, layout.graph, layout.encoder, layout.encoder_fp16, layout.heads, layout.tokenizer, layout.golden, layout.card, layout.covers]
    assert {path.parent for path in paths} == {Path("bundle")}
    assert [path.name for path in paths] == [
        "manifest.json",
        "graph.onnx",
        "encoder.onnx",
        "encoder_fp16.onnx",
        "heads.onnx",
        "tokenizer.json",
        "golden.json",
        "card.md",
        "covers.npz",
    ]


def test_a_trained_bundle_has_all_of_them(tiny_bundle: Path) -> None:
    layout = Layout(tiny_bundle)
    assert all(
        path.is_file() for path in (layout.manifest, layout.graph, layout.encoder, layout.heads, layout.tokenizer, layout.golden, layout.card, layout.covers)
    )
