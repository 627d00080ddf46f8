"""Small simulated markets with known effects, and the parameters that learn them in a second."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from numpy.typing import NDArray
from rich.console import Console

from models.load import load_bundle
from tests.conftest import SMALL, TinyTables
from training.context import Context
from training.inputs import Inputs
from training.interval import NORMAL
from training.out_of_time import OUT_OF_TIME
from training.parameters import Parameters
from training.price_model import PriceFit, PriceModel
from training.price_process import Variances
from training.progress import Progress
from training.rolling_origin import OutOfTime
from training.train import train
from training.trained import Encoder
from training.transformer import export_transformer

SEGMENT_COLUMNS, DEAL_CATEGORIES, DEAL_NUMBERS = (0,), (2,), (1,)
"""Of `market`: kind sets the level; buyer and term are known only after the deal."""

VARIANCES = Variances(np.asarray([0.3, 1.0]), np.asarray([0.003, 0.001]), np.asarray([0.001, 0.001]))
"""Of the level of `market`: all, and kind."""

QUICK = {
    "seed": 5,
    "threads": 1,
    "price": {"rounds": 40, "quantile_rounds": 25, "leaves": 7, "least_leaf": 20, "rate": 0.15, "quantile_rate": 0.15, "text_width": 4},
    "index": {"half_life": 2.5, "damping": 0.0},
}


WORDS = (
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    *"abcdefghijklmnopqrstuvwxyz",
    *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
    "waste",
    "water",
    "电",
    "池",
)
"""Vocabulary of a transformer for tests."""


@dataclass(frozen=True)
class Market:
    """n contracts, oldest first, with the inputs of the heads, ln(price), and a project each two of them share."""

    inputs: Inputs
    log_price: NDArray[np.float64]
    projects: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.log_price)


def market(n: int, seed: int = 0, noise: float = 0.4, first: float = 2012.0, last: float = 2021.0) -> Market:
    """ln(price) = 3 + kind (0, 1 or 2) + buyer (±0.8) + 0.1 team + text (±0.5) + 0.05 a year + noise.

    Columns: categories kind, region (noise), buyer (deal only); numbers two lengths, team, term (deal only, noise); embedding of 6 dimensions.
    """
    generator = np.random.default_rng(seed)
    years = np.sort(generator.uniform(first, last, n))
    kind, region, buyer = (generator.integers(0, size, n) for size in (3, 4, 2))
    team, term = generator.uniform(0, 10, n), generator.uniform(1, 5, n)
    topic = generator.integers(0, 2, n)
    vectors = generator.normal(0, 0.3, (n, 6)) + np.where(topic[:, None] == 1, 1.0, -1.0) * np.eye(1, 6)
    names = [("service", "licence", "transfer"), ("n", "e", "s", "w"), ("firm", "institute")]
    categories = np.asarray([[name[at] for at in column] for name, column in zip(names, (kind, region, buyer), strict=True)], dtype=object).T
    log_price = 3 + kind + 0.8 * (2 * buyer - 1) + 0.1 * team + 0.5 * (2 * topic - 1) + 0.05 * (years - first) + generator.normal(0, noise, n)
    inputs = Inputs(
        embedding=(vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32),
        categories=np.ascontiguousarray(categories),
        numbers=np.column_stack([generator.uniform(3, 6, (n, 2)), team, term]).astype(np.float32),
        years=years.astype(np.float32),
    )
    return Market(inputs, log_price, generator.permutation(np.arange(n) // 2))


def price_fit(parameters: Parameters) -> PriceFit:
    """Fits heads to such markets."""
    return PriceFit(parameters, SEGMENT_COLUMNS, DEAL_CATEGORIES, DEAL_NUMBERS, VARIANCES)


def predictions(truth: NDArray[np.float64], **parts: NDArray[Any] | float) -> OutOfTime:
    """Predictions of `truth` (m,) from 2020. A part not named is 0, quantiles a standard normal's around the mean, and a listing's those of the deal."""
    n = len(truth)
    found: dict[str, Any] = {"rows": np.arange(n), "origin": 2020.0, "truth": truth, **parts}
    for name in ("origin", "ahead", "level", "deviation", "mean", "attributes", "recent_median"):
        found[name] = np.zeros(n) + found.get(name, 0.0)
    found.setdefault("quantiles", found["mean"][:, None] + NORMAL)
    found.setdefault("listing_mean", found["mean"])
    found.setdefault("listing_quantiles", found["quantiles"])
    return OutOfTime(**found)


@pytest.fixture(scope="session")
def quick() -> Parameters:
    return Parameters().updated(QUICK)


@pytest.fixture(scope="session")
def learned(quick: Parameters) -> PriceModel:
    """A price head that learned 2,000 contracts of `market`."""
    taught = market(2_000)
    return price_fit(quick).fit(taught.inputs, taught.log_price)


@pytest.fixture(scope="session")
def ledger_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty MLflow database: making one takes seconds, copying it none."""
    from training.registry.connection import DATABASE, Connection

    folder = tmp_path_factory.mktemp("ledger")
    assert Connection.to(folder, {}).client is not None
    return folder / DATABASE


@pytest.fixture
def runs(ledger_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of runs with an empty ledger; no server, whatever the environment of the tests says."""
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    folder = tmp_path / "runs"
    folder.mkdir()
    shutil.copy(ledger_template, folder)
    return folder


@pytest.fixture
def another(tiny_bundle: Path, tmp_path: Path) -> Callable[..., Path]:
    """Bundles that answer like the tiny one and are another version: their manifest differs in some facts. What lies beside it comes along, and
    `predictions` may change the stored ones, columns by name.
    """

    def made(folder: str, predictions: Callable[[dict[str, Any]], None] = lambda _: None, **facts: Any) -> Path:
        place = Path(shutil.copytree(tiny_bundle, tmp_path / "bundles" / folder))
        manifest = load_bundle(tiny_bundle).manifest
        beside = [path for path in place.iterdir() if path.name not in manifest.files]
        for path in beside:
            path.rename(tmp_path / path.name)
        changed = manifest.model_copy(update={"created": f"2026-11-22T09:00:{len(folder):02d}Z", "name": folder, **facts}).sealed(place)
        for path in beside:
            (tmp_path / path.name).rename(path)
        changed.write(place)
        stored = pq.read_table(place / OUT_OF_TIME)
        columns = {name: stored[name].to_numpy(zero_copy_only=False).copy() for name in stored.column_names}
        predictions(columns)
        known = {b"version": changed.version.encode(), b"parity": stored.schema.metadata[b"parity"]}
        pq.write_table(pa.table(columns).replace_schema_metadata(known), place / OUT_OF_TIME)
        return place

    return made


@pytest.fixture(scope="session")
def sentence_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder with a random two-layer BERT: the shape of a real one, none of its knowledge."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    place = tmp_path_factory.mktemp("transformer")
    (place / "vocab.txt").write_text("\n".join(WORDS), "utf-8")
    torch.manual_seed(0)
    config = BertConfig(vocab_size=len(WORDS), hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48, max_position_embeddings=64)
    BertModel(config).save_pretrained(place / "bert")
    BertTokenizer(vocab=str(place / "vocab.txt")).save_pretrained(place / "bert")
    layers: list[Any] = [Transformer(str(place / "bert"), max_seq_length=48), Pooling(32)]
    SentenceTransformer(modules=layers, device="cpu").save(str(place / "whole"))
    return place / "whole"


@pytest.fixture(scope="session")
def sentence_encoder(sentence_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    place = tmp_path_factory.mktemp("exported")
    return Encoder(
        export_transformer(sentence_folder, place / "encoder.onnx", place / "tokenizer.json"), place / "tokenizer.json", graph=place / "encoder.onnx"
    )


@pytest.fixture(scope="session")
def sentence_run(sentence_folder: Path, tiny_tables: TinyTables, tmp_path_factory: pytest.TempPathFactory) -> Context:
    """A training run on that folder, its encoder kept in float32."""
    place = tmp_path_factory.mktemp("sentence_run")
    (place / "work").mkdir()
    parameters, progress = Parameters().updated({**SMALL, "encoder": {"int8": 0}}), Progress(Console(file=StringIO()))
    return train(Context("small", tiny_tables.sources, tiny_tables.data, place / "bundle", place / "work", parameters, str(sentence_folder), progress))
