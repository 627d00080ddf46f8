"""The promise of every interval: where contracts keep coming from the same market, nine in ten prices lie inside the 90 % interval."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from models.load import load_bundle
from models.scorer import Scorer
from models.tables.mapping import Mapping
from models.tables.read import read_table
from tests.conftest import FILLERS, PRICED, TOPICS
from training.context import Context
from training.parameters import Parameters
from training.progress import Progress
from training.train import train
from valuation.price import QUANTILES

pytestmark = pytest.mark.slow
FIRST, LAST = np.datetime64("2013-01-01"), np.datetime64("2021-12-31")


def contracts(n: int, seed: int, first: np.datetime64, last: np.datetime64) -> pa.Table:
    """Contracts of a market that does not change: topic, kind, team and buyer set the median; transfers scatter twice as widely as services, and all
    with heavier tails than a normal.
    """
    generator = np.random.default_rng(seed)
    topics = generator.choice(list(TOPICS), n)
    kinds = generator.choice(["Development", "Transfer", "Licence", "Service"], n, p=[0.45, 0.3, 0.2, 0.05])
    buyers = generator.choice(["Firm", "Institute"], n)
    team = generator.integers(1, 40, n).astype(np.float64)
    days = np.sort(first + generator.integers(0, (last - first).astype(int), n))
    median = 4 + np.asarray([TOPICS[topic][2] for topic in topics]) + 0.8 * (kinds == "Transfer") + 0.02 * team + 0.3 * (buyers == "Firm")
    spread = np.where(kinds == "Transfer", 0.9, 0.45)
    columns: dict[str, Any] = {
        "contract": [f"{seed}-{at}" for at in range(n)],
        "title": [TOPICS[topic][at % 2] for at, topic in enumerate(topics)],
        "text": ["，".join(generator.choice(FILLERS, 4)) for _ in range(n)],
        "amount": np.exp(median + spread * generator.standard_t(5, n)),
        "signed": days,
        "project": [f"{seed}-{at // 2}" for at in generator.permutation(n)],
        "kind": kinds.tolist(),
        "region": generator.choice(["华东", "华北", "西南"], n).tolist(),
        "team": np.where(generator.random(n) < 0.1, np.nan, team),
        "buyer": [None if hidden else buyer for buyer, hidden in zip(buyers.tolist(), generator.random(n) < 0.3, strict=True)],
    }
    return pa.table({name: pa.array(values, from_pandas=True) for name, values in columns.items()})


@pytest.mark.parametrize("seed", [1, 2])
def test_nine_in_ten_prices_of_a_steady_market_lie_inside_the_interval(seed: int, tmp_path: Path) -> None:
    source, work = tmp_path / "market.toml", tmp_path / "work"
    source.write_text(PRICED, "utf-8")
    work.mkdir()
    pq.write_table(contracts(6_000, seed, FIRST, LAST), tmp_path / "taught.parquet")
    pq.write_table(contracts(6_000, seed + 100, LAST, LAST + np.timedelta64(730, "D")), tmp_path / "fresh.parquet")
    parameters = Parameters().updated({"encoder": {"vocabulary": 2_000, "dimensions": 64, "steps": 40, "batch": 128}})
    progress = Progress(Console(file=StringIO()))
    train(Context("steady", (source,), (tmp_path / "taught.parquet",), tmp_path / "out", work, parameters, "static", progress))

    fresh = read_table(tmp_path / "fresh.parquet", Mapping.load(source))
    answers = Scorer(load_bundle(tmp_path / "out")).score(fresh.columns)
    assert answers.price is not None
    answered = np.isfinite(answers.price).all(axis=1)
    assert answered.mean() > 0.98
    inside = {}
    for low, high in ((0.05, 0.95), (0.10, 0.90), (0.25, 0.75)):
        bounds = answers.price[answered][:, [QUANTILES.index(low), QUANTILES.index(high)]]
        truth = np.log(fresh.amounts[answered])
        inside[round(high - low, 2)] = float(np.mean((truth >= bounds[:, 0]) & (truth <= bounds[:, 1])))
    assert 0.87 < inside[0.9] < 0.93, inside
    assert 0.76 < inside[0.8] < 0.84 and 0.45 < inside[0.5] < 0.55, inside
