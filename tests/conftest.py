"""One tiny bundle with every head, trained once a session by the real stages on contracts made here; tests that tamper take a copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from models.load import load_bundle
from models.scorer import Scorer
from models.tables.mapping import Mapping
from models.tables.read import read_table
from valuation.features import Columns

if TYPE_CHECKING:
    from training.context import Context

PRICED = """
name = "tiny-market"
language = ["zh", "en"]
simulated = true
id = "contract"
title = "title"
text = "text"

[price]
concept = "registered_contract_amount"
amount = "amount"
unit = "万元"

[date]
column = "signed"

[project]
keys = ["project"]

[attributes]
kind = "category"
region = "category"
team = "number"
buyer = { column = "buyer", known_at = "deal" }
"""

JUDGED = """
name = "tiny-panel"
language = ["zh", "en"]
simulated = true
id = "record"
title = "title"
text = "text"

[maturity]
low = "lowest"
high = "highest"

[values.scores.scientific]
column = "scientific"

[values.scores.economic]
column = "economic"

[values.dominant]
column = "dominant"

[attributes]
kind = "category"
"""

SMALL: dict[str, Any] = {
    "seed": 7,
    "threads": 1,
    "encoder": {"vocabulary": 1_200, "dimensions": 32, "steps": 12, "batch": 64, "view_tokens": 32},
    "price": {"rounds": 25, "quantile_rounds": 15, "leaves": 7, "least_leaf": 20, "text_width": 8, "minimum_count": 5, "origins": 2},
    "maturity": {"rounds": 20, "leaves": 7},
    "values": {"rounds": 15, "leaves": 7},
}
"""Parameters that train in seconds; every other one keeps its default."""

TOPICS = {
    "battery": ("锂电池正极材料的制备方法", "cathode materials for lithium batteries with long cycle life", 1.2),
    "vaccine": ("重组蛋白疫苗的生产工艺", "a recombinant protein vaccine and its production process", 1.8),
    "vision": ("基于深度学习的缺陷检测系统", "defect detection for production lines by deep learning", 0.4),
    "water": ("工业废水深度处理装置", "treatment of industrial waste water by membranes", 0.0),
    "archive": ("古籍数字化与文化遗产保护平台", "a platform that preserves manuscripts and cultural heritage", -0.6),
}
STEPS = (
    ("完成原理验证", "principle verified on paper", 1, 3),
    ("完成小试与中试", "pilot plant has run for some months", 4, 6),
    ("已实现产业化应用", "in serial production at customers", 7, 9),
)
FILLERS = ("性能稳定", "成本降低", "已获专利授权", "robust design", "lower cost", "patent granted", "野外试验", "field trial")


@dataclass(frozen=True)
class TinyTables:
    """Mapping files and tables of the two sources: one with prices, one with maturity ranges, scores and dominant values."""

    sources: tuple[Path, Path]
    data: tuple[Path, Path]


@pytest.fixture(scope="session")
def tiny_tables(tmp_path_factory: pytest.TempPathFactory) -> TinyTables:
    folder = tmp_path_factory.mktemp("tables")
    generator = np.random.default_rng(11)
    made = {"market": (PRICED, priced_contracts(generator, 900)), "panel": (JUDGED, judged_records(generator, 400))}
    for name, (mapping, columns) in made.items():
        (folder / f"{name}.toml").write_text(mapping, encoding="utf-8")
        pq.write_table(pa.table(columns), folder / f"{name}.parquet")
    return TinyTables((folder / "market.toml", folder / "panel.toml"), (folder / "market.parquet", folder / "panel.parquet"))


@pytest.fixture(scope="session")
def tiny_run(tiny_tables: TinyTables, tmp_path_factory: pytest.TempPathFactory) -> Context:
    """The finished run: everything that training knew when it wrote the bundle at `out`."""
    from rich.console import Console

    from training.context import Context
    from training.parameters import Parameters
    from training.progress import Progress
    from training.train import train

    folder = tmp_path_factory.mktemp("run")
    work = folder / "work"
    work.mkdir()
    return train(
        Context(
            name="tiny",
            sources=tiny_tables.sources,
            data=tiny_tables.data,
            out=folder / "tiny",
            work=work,
            parameters=Parameters().updated(SMALL),
            encoder_choice="static",
            progress=Progress(Console(file=StringIO())),
        )
    )


@pytest.fixture(scope="session")
def tiny_bundle(tiny_run: Context) -> Path:
    """Folder of the bundle; read it, never write to it."""
    return tiny_run.out


@pytest.fixture
def bundle_copy(tiny_bundle: Path, tmp_path: Path) -> Path:
    """A copy of the bundle to tamper with."""
    return Path(shutil.copytree(tiny_bundle, tmp_path / "bundle"))


@pytest.fixture(scope="session")
def tiny_scorer(tiny_bundle: Path) -> Scorer:
    return Scorer(load_bundle(tiny_bundle))


@pytest.fixture(scope="session")
def tiny_columns(tiny_tables: TinyTables) -> Columns:
    """The priced contracts as the scorer reads them: some without text, some without attributes."""
    return read_table(tiny_tables.data[0], Mapping.load(tiny_tables.sources[0]), purpose="score").columns


@pytest.fixture(scope="session")
def many_columns() -> Callable[[int], Columns]:
    """n varied rows for the tiny bundle: known and foreign texts of 0 to 2,000 words, unseen categories, missing and huge numbers, dates in and outside."""

    def build(n: int, seed: int = 3) -> Columns:
        generator = np.random.default_rng(seed)
        texts = [text_of(generator, int(generator.choice([0, 1, 5, 20, 60, 300], p=[0.05, 0.15, 0.3, 0.3, 0.15, 0.05]))) for _ in range(n)]
        days = np.datetime64("2014-01-01", "D") + generator.integers(0, 6_000, n)
        days[generator.random(n) < 0.01] = np.datetime64("NaT")
        team = np.round(generator.lognormal(2, 1, n), 1)
        team[generator.random(n) < 0.2] = np.nan
        team[generator.random(n) < 0.01] = 3e38
        team[generator.random(n) < 0.01] = -0.0
        return Columns(
            text=texts,
            titles=generator.integers(0, 60, n),
            dates=days,
            categories={
                "kind": generator.choice(["", "development", "transfer", "licence", "never seen"], n).tolist(),
                "region": generator.choice(["", "华东", "华北", "西南", "nowhere"], n).tolist(),
                "buyer": generator.choice(["", "firm", "institute"], n).tolist(),
            },
            numbers={"team": team},
        )

    return build


def text_of(generator: np.random.Generator, words: int) -> str:
    """A text of that many phrases, as the scorer reads it: lower case; one in ten in characters that the corpus has not."""
    known = [phrase for zh, en, _ in TOPICS.values() for phrase in (zh, en)] + list(FILLERS) + ["<amount>", "42 kw"]
    phrases = ["ქართული", "ß∂ƒ©", "ωμέγα", "🛰️"] if generator.random() < 0.1 else known
    return " ".join(phrases[at] for at in generator.integers(0, len(phrases), words))


def priced_contracts(generator: np.random.Generator, n: int) -> dict[str, list[Any]]:
    """Contracts of 2015-2023 whose price follows topic, kind, team and year; cells missing here and there."""
    rows: dict[str, list[Any]] = {name: [] for name in ("contract", "title", "text", "amount", "signed", "project", "kind", "region", "team", "buyer")}
    for at in range(n):
        topic = str(generator.choice(list(TOPICS)))
        zh, en, worth = TOPICS[topic]
        chinese = bool(generator.random() < 0.5)
        kind = str(generator.choice(["Development", "Transfer", "Licence", "Service"], p=[0.45, 0.3, 0.2, 0.05]))
        signed = date(2015, 1, 1) + timedelta(days=int(generator.integers(0, 9 * 365)))
        team = int(generator.integers(1, 40))
        log_price = 4.0 + worth + 0.8 * (kind == "Transfer") + 0.02 * team + 0.06 * (signed.year - 2015) + generator.normal(0, 0.5)
        rows["contract"].append(f"T{at:04d}")
        rows["title"].append(zh if chinese else en)
        rows["text"].append("" if at % 37 == 0 else "，".join(generator.choice(FILLERS, 4).tolist()) + f" {topic} {at % 10}")
        rows["amount"].append(round(float(np.exp(log_price)), 2))
        rows["signed"].append(signed.isoformat())
        rows["project"].append(f"P{at // 2:04d}")
        rows["kind"].append(None if generator.random() < 0.08 else kind)
        rows["region"].append(str(generator.choice(["华东", "华北", "西南"])))
        rows["team"].append(None if generator.random() < 0.15 else team)
        rows["buyer"].append(str(generator.choice(["Firm", "Institute"])))
    for at in range(0, n, 61):
        rows["title"][at] = rows["text"][at] = ""
    return rows


def judged_records(generator: np.random.Generator, n: int) -> dict[str, list[Any]]:
    """Records with a range of maturity levels, experts' scores and a dominant value, each missing in a part of them."""
    dominant_of = {"battery": "technical", "vaccine": "social", "vision": "technical", "water": "economic", "archive": "cultural"}
    rows: dict[str, list[Any]] = {name: [] for name in ("record", "title", "text", "lowest", "highest", "scientific", "economic", "dominant")}
    for at in range(n):
        topic = str(generator.choice(list(TOPICS)))
        zh, en, worth = TOPICS[topic]
        step_zh, step_en, low, high = STEPS[int(generator.integers(0, 3))]
        chinese = bool(generator.random() < 0.5)
        rows["record"].append(f"J{at:04d}")
        rows["title"].append(zh if chinese else en)
        rows["text"].append(f"{step_zh if chinese else step_en}, {generator.choice(FILLERS)} {topic}")
        rows["lowest"].append(low)
        rows["highest"].append(high)
        rows["scientific"].append(None if at % 3 == 0 else round(float(np.clip(60 + 10 * worth + generator.normal(0, 8), 0, 100)), 1))
        rows["economic"].append(round(float(np.clip(50 + 5 * low + generator.normal(0, 8), 0, 100)), 1))
        rows["dominant"].append(None if at % 4 == 0 else dominant_of[topic])
    kinds = np.random.default_rng(12).integers(0, 3, n)  # a generator of its own: what is drawn after this stays as it was
    rows["kind"] = [("licence", "transfer", "service")[kind] for kind in kinds]
    rows["economic"] = [round(min(score + 6.0 * kind, 100.0), 1) for score, kind in zip(rows["economic"], kinds.tolist(), strict=True)]
    return rows
