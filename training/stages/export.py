"""The bundle: graphs, parity gate, golden answers, manifest, card and report, built aside and moved into place as a whole."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import onnx

from models.card import card
from models.covers import write_covers
from models.golden import golden_record
from models.layout import Layout
from models.load import Bundle, load_bundle
from models.manifest import Manifest
from models.scorer import Scorer
from training.context import Context
from training.facts import manifest_of
from training.float16 import write_float16
from training.out_of_time import write_out_of_time
from training.parity import check_parity
from training.report.write import write_report
from training.trained import fused_model, heads_model, node_covers

INPUTS = ("name", "trained_by", "corpus", "data_info", "cuts", "encoder", "inputs", "price_fit", "heads", "calibration", "evaluation", "validation")
PARAMETERS = ("seed",)
OUTPUTS = ("parity", "float16")
ENVIRONMENT = ("SOURCE_DATE_EPOCH",)
GOLDEN_ROWS = 8
BESIDE = ("rejects.csv", "findings.csv")
"""What earlier stages left for a person to read."""


def run(context: Context) -> None:
    """Writes and verifies the bundle, then puts it at `out` with its report beside it."""
    with context.progress.stage("export", 5) as steps:
        heads_graph = heads_model(context.heads)
        context.parity = check_parity(context.heads, heads_graph, context.inputs, context.parameters.seed)
        steps.advance(2)
        folder = context.work / "bundle"
        folder.mkdir()
        _write_graphs(context, folder, heads_graph)
        context.float16 = write_float16(context, heads_graph, Layout(folder).encoder_fp16)
        manifest = manifest_of(context, created=_now())
        _write_golden(context, folder, manifest)
        steps.advance()
        (folder / Layout(folder).card.name).write_text(card(manifest), encoding="utf-8")
        manifest.sealed(folder).write(folder)
        bundle = load_bundle(folder)
        Scorer(bundle).self_test()
        steps.advance()
        write_report(context, bundle.manifest, folder)
        write_out_of_time(context, bundle.manifest, folder)
        for name in BESIDE:
            if (context.work / name).is_file():
                shutil.copy(context.work / name, folder / name)
        _publish(folder, context.out)
        steps.note(f"version {bundle.manifest.version}, {sum(info.size for info in bundle.manifest.files.values()) / 1e6:.1f} MB{context.float16.note}")


def restored(context: Context) -> None:
    """Puts a bundle that an earlier run has built at `out`."""
    _publish(context.work / "bundle", context.out)


def _write_graphs(context: Context, folder: Path, heads_graph: onnx.ModelProto) -> None:
    layout = Layout(folder)
    onnx.save(context.encoder.model(), layout.encoder)
    onnx.save(heads_graph, layout.heads)
    write_covers(node_covers(context.heads), layout.covers)
    if context.encoder.table is not None:
        onnx.save(fused_model(context.encoder, context.heads), layout.graph)
    shutil.copy(context.encoder.tokenizer, layout.tokenizer)


def _write_golden(context: Context, folder: Path, manifest: Manifest) -> None:
    """Rows spread over the corpus, the first of them made empty of text, with the answers of the graph just written."""
    corpus = context.corpus
    rows = corpus.priced if len(corpus.priced) else np.arange(len(corpus))
    columns = corpus.columns.take(np.asarray(rows)[np.linspace(0, len(rows) - 1, GOLDEN_ROWS).astype(np.int64)])
    columns = replace(columns, text=["", *columns.text[1:]], titles=np.concatenate([[0], columns.titles[1:]]))
    answers = Scorer(Bundle(Layout(folder), manifest)).score(columns)
    Layout(folder).golden.write_text(json.dumps(golden_record(columns, answers), ensure_ascii=False, indent=1), encoding="utf-8")


def _now() -> str:
    """Time of export in UTC; SOURCE_DATE_EPOCH, where set, makes the bundle reproducible to the byte."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _publish(folder: Path, out: Path) -> None:
    """Replaces `out` by the finished bundle; what stood there goes only when the new one is complete."""
    out = out.resolve()  # a link stays, and its target is replaced
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh, old = (out.with_name(f".{out.name}.{os.getpid()}.{kind}") for kind in ("new", "old"))  # another run may be publishing to the same place
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(folder, fresh)
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)
