"""The reference bundle in a folder, built once for each version of what builds it: seconds, no training, the same to the byte."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bench.reference import forests, heads, items, words
from bench.reference.heads import DIMENSIONS, Heads, add_rows, category_codes, encoder_table, fused, grown_heads
from bench.reference.items import DAY, SCHEMA, SEED
from bench.reference.words import Lexicon, lexicon
from models.covers import write_covers
from models.golden import golden_record
from models.layout import Layout
from models.load import Bundle, load_bundle
from models.manifest import AttributeInfo, EncoderInfo, HeadInfo, Limits, Manifest, PriceHead
from models.scorer import Scorer
from models.session import open_session
from models.text_tokens import TextTokens, blocks
from training import graph, trees, vocabulary
from training.graph import Graph, add_static_encoder
from training.vocabulary import train_tokenizer
from valuation.achievement import Achievement
from valuation.columns_of import columns_of
from valuation.features import Columns, features, schema_hash
from valuation.five_values import ESTIMATE, VALUES

TOKENS = 32_000
MAX_TOKENS = 384
SAMPLE = 2_048
"""Rows over which the trees grow."""
GOLDEN_ROWS = 8
FIGURES = ("0123456789 % , ，",) * 2
"""What else texts hold."""
MADE_OF = (forests, heads, items, words, graph, trees, vocabulary)
"""Modules whose text decides what the bundle is."""


def reference_bundle(cache: Path | None = None) -> Path:
    """The folder of the bundle, built there if it is not; `cache` holds one folder per version of the builder."""
    cache = cache or Path(tempfile.gettempdir()) / "valuation-reference"
    folder = cache / fingerprint()
    if not (folder / Layout(folder).manifest.name).is_file():
        fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=_made(cache)))
        build(fresh)
        try:
            fresh.rename(folder)
        except OSError:  # another process was faster
            shutil.rmtree(fresh)
    return folder


def fingerprint() -> str:
    """Of the modules that build the bundle and of the schema that it must have."""
    sources = [Path(str(module.__file__)).read_bytes() for module in MADE_OF]
    whole = hashlib.sha256(b"\0".join([*sources, Path(__file__).read_bytes(), schema_hash(SCHEMA).encode()]))
    return whole.hexdigest()[:16]


def build(folder: Path) -> Bundle:
    """Writes the bundle into an empty folder."""
    layout, generator = Layout(folder), np.random.default_rng(SEED)
    tokenizer(lexicon(SEED)).save(str(layout.tokenizer))
    table, codes = encoder_table(TOKENS, generator), category_codes(generator)
    made = grown_heads(table, codes, _matrix(layout.tokenizer, table, codes), generator)
    _write_graphs(made, layout)
    manifest = _manifest()
    columns = _columns(GOLDEN_ROWS)
    golden = golden_record(columns, Scorer(Bundle(layout, manifest)).score(columns))
    layout.golden.write_text(json.dumps(golden, ensure_ascii=False, indent=1), encoding="utf-8")
    manifest.sealed(folder).write(folder)
    return load_bundle(folder)


def tokenizer(known: Lexicon) -> Tokenizer:
    """BPE over the lexicon, a word as often as its rank says, in `TOKENS` tokens."""
    corpus = [word for language in (known.chinese, known.english) for rank, word in enumerate(language) for _ in range(2 + 200 // (rank + 1))]
    return train_tokenizer([*corpus, *FIGURES], TOKENS)


def _columns(count: int) -> Columns:
    return columns_of([Achievement.model_validate(item) for item in items.items(count)], SCHEMA, DAY)


def _matrix(tokens: Path, table: NDArray[np.int16], codes: tuple[dict[str, float], ...]) -> NDArray[np.float32]:
    """What the trees of the graph will read of the sample's rows, (n, 294)."""
    graph = Graph("rows")
    rows = add_rows(graph, add_static_encoder(graph, table), codes)
    graph.node("Identity", rows, output="rows")
    session = open_session(graph.model({"rows": "columns"}).SerializeToString())
    found = features(_columns(SAMPLE), SCHEMA)
    width = DIMENSIONS + found.numbers.shape[1] + len(codes)
    matrix = np.empty((len(found), width), dtype=np.float32)
    for block in blocks(TextTokens(tokens, MAX_TOKENS, special_tokens=False).encode(found.text)):
        feed = {"token_ids": block.ids, "token_mask": block.mask, "numbers": found.numbers[block.rows], "categories": found.categories[block.rows]}
        matrix[block.rows] = session.run(["rows"], feed)[0]
    return matrix


def _write_graphs(made: Heads, layout: Layout) -> None:
    encoder = Graph("encoder")
    add_static_encoder(encoder, made.table)
    onnx.save(encoder.model({"embedding": DIMENSIONS}), layout.encoder)
    apart = Graph("heads")
    onnx.save(apart.model(made.add_to(apart, apart.input("embedding"))), layout.heads)
    write_covers(apart.covers, layout.covers)
    whole, outputs = fused(made)
    onnx.save(whole.model(outputs), layout.graph)


def _manifest() -> Manifest:
    sources = ("reference",)
    price = PriceHead(
        sources=sources,
        rows=SAMPLE,
        meaning="random numbers, for measurements of speed alone",
        concept="reference_amount",
        concept_zh="基准金额",
        concept_en="reference amount",
        currency="CNY",
        first=date(2015, 1, 1),
        last=DAY,
        calibrated_on="nothing",
    )
    numbers = tuple(AttributeInfo(name=name, kind="number") for name in SCHEMA.numbers)
    return Manifest(
        name="reference",
        simulated=True,
        languages=("zh", "en"),
        price=price,
        maturity=HeadInfo(sources=sources, rows=SAMPLE, meaning="random numbers"),
        scores={value: HeadInfo(sources=sources, rows=SAMPLE, meaning=ESTIMATE) for value in VALUES},
        encoder=EncoderInfo(kind="static", name="reference", dimensions=DIMENSIONS, max_tokens=MAX_TOKENS, token_inputs=("token_ids", "token_mask")),
        features=SCHEMA,
        schema_hash=schema_hash(SCHEMA),
        attributes=(*(AttributeInfo(name=name, kind="category") for name in SCHEMA.categories), *numbers),
        limits=Limits(first_year=2008.0, last_year=2037.0, familiarity=-1.0, unknown_tokens=0.5, level_deviation=1.0),
        data=(),
        seed=SEED,
    )


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
