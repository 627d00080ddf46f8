"""Small markets for the rivals: two nested segments, a level that moves, and a word that is worth something."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bench.quality.answers import Answers
from bench.quality.contracts import Contracts
from bench.quality.measured import Cost
from bench.quality.prices import OwnAnswers
from bench.quality.splits import SplitTables

SOURCE = """
name = "tiny-market"
language = "en"
simulated = true
id = "contract"
title = "title"
text = "text"
[price]
concept = "grant_amount"
amount = "amount"
unit = "USD"
segments = ["kind", "region"]
[date]
column = "year"
formats = ["year"]
[project]
keys = ["project"]
[attributes]
kind = "category"
region = "category"
team = "number"
"""


def market(n: int, seed: int = 0, first: int = 2000, last: int = 2010, noise: float = 0.2) -> Contracts:
    """ln(price) = 10 + kind (0 or 1) + 0.3 × (region is n) + 0.5 × (the text holds laser) + 0.05 a year + noise; two contracts a project."""
    generator = np.random.default_rng(seed)
    years = (np.sort(generator.integers(first, last + 1, n)) + 0.5).astype(np.float64)
    kind, region, laser = (generator.integers(0, 2, n) for _ in range(3))
    log_price = 10 + kind + 0.3 * region + 0.5 * laser + 0.05 * (years - first) + generator.normal(0, noise, n)
    return Contracts(
        ids=np.asarray([f"c{at}" for at in range(n)]),
        rows=np.arange(n),
        text=np.asarray([f"{'laser' if lit else 'valve'} for {'cutting' if at % 2 else 'drilling'} steel" for at, lit in enumerate(laser)], dtype=object),
        categories=np.column_stack([np.where(kind, "large", "small"), np.where(region, "n", "s")]).astype(object),
        numbers=np.column_stack([np.where(generator.random(n) < 0.2, np.nan, generator.uniform(1, 9, n))]),
        years=years,
        projects=np.arange(n) // 2,
        log_price=log_price,
        names=("kind", "region"),
        segments=(0, 1),
    )


def write_market(contracts: Contracts, folder: Path) -> tuple[Path, Path]:
    """The contracts as a Parquet table and its mapping file."""
    table = pa.table(
        {
            "contract": contracts.ids.tolist(),
            "title": contracts.text.tolist(),
            "text": [""] * len(contracts),
            "amount": np.exp(contracts.log_price),
            "year": np.floor(contracts.years).astype(np.int64),
            "project": contracts.projects,
            "kind": contracts.categories[:, 0].tolist(),
            "region": contracts.categories[:, 1].tolist(),
            "team": contracts.numbers[:, 0],
        }
    )
    pq.write_table(table, folder / "contracts.parquet")
    (folder / "source.toml").write_text(SOURCE, encoding="utf-8")
    return folder / "contracts.parquet", folder / "source.toml"


def answers(mean: np.ndarray, half: float = 0.5, raw: bool = False, answered: np.ndarray | None = None, wall: float = 10.0, memory: int = 2**30) -> Answers:
    """Answers around a mean, with quantiles from `half` below to `half` above it; raw ones half as wide."""
    steps = np.linspace(-half, half, 7)
    own = mean[:, None] + steps / 2 if raw else np.empty((0, 7))
    return Answers(mean, mean[:, None] + steps, own, np.ones(len(mean), bool) if answered is None else answered, Cost(wall, wall, memory), wall / 2)


def oracle(error: float) -> OwnAnswers:
    """In place of the pipeline: the true price of every row asked, off by `error` in ln(price), without training anything."""

    def answer(source: Path, tables: SplitTables, rows: NDArray[np.int64], store: Path, work: Path, params: Path | None = None) -> Answers:
        amounts = pq.read_table(tables.asked)["amount"].to_numpy()[rows]
        return answers(np.log(amounts) + error)

    return answer
