"""The main job, as users do it: real awards train a bundle, a real server answers for others, and its answers are those of offline scoring, bit for bit.

The awards are read in place where the shared folder lies beside the checkout; elsewhere simulated contracts stand in.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from models.load import load_bundle
from models.scorer import Scorer
from models.tables.mapping import Mapping
from service.client import Client
from service.client.types import Achievement as Achieved
from valuation.achievement import Achievement, Terms

ROOT = Path(__file__).resolve().parent.parent
AWARDS = ROOT.parent / "shared" / "data" / "sbir" / "awards.parquet"
PARAMETERS = """
[encoder]
vocabulary = 4000
dimensions = 64
steps = 40
[price]
rounds = 60
quantile_rounds = 40
origins = 2
text_width = 32
[maturity]
rounds = 40
[values]
rounds = 20
"""
FORBIDDEN = ("torch", "lightgbm", "sklearn", "sentence_transformers", "pandas", "mlflow", "onnx", "matplotlib", "training")


@dataclass(frozen=True)
class Trained:
    bundle: Path
    source: Path
    asked: Path
    predictions: pa.Table
    table: pa.Table


def command(*arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-3_000:]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    folder = tmp_path_factory.mktemp("end_to_end")
    source, table = _contracts(folder)
    picked = np.random.default_rng(5).permutation(table.num_rows)
    pq.write_table(table.take(np.sort(picked[:3_500])), folder / "train.parquet")
    asked = table.take(np.sort(picked[3_500:3_800]))
    pq.write_table(asked, folder / "asked.parquet")
    (folder / "params.toml").write_text(PARAMETERS, encoding="utf-8")
    command(
        *("-m", "training.train", "--source", str(source), "--data", str(folder / "train.parquet")),
        *("--out", str(folder / "bundle"), "--params", str(folder / "params.toml"), "--runs", str(folder / "runs")),
    )
    command(
        *("-m", "models.score", "--bundle", str(folder / "bundle"), "--source", str(source)),
        *("--data", str(folder / "asked.parquet"), "--out", str(folder / "predictions.parquet")),
    )
    return Trained(folder / "bundle", source, folder / "asked.parquet", pq.read_table(folder / "predictions.parquet"), asked)


def _contracts(folder: Path) -> tuple[Path, pa.Table]:
    if AWARDS.is_file():
        table = pq.read_table(AWARDS)
        return ROOT / "training" / "sources" / "sbir.toml", table.filter(pc.less_equal(table["award_year"], 1992))
    command("-m", "training.simulate", "--n", "4000", "--out", str(folder / "simulated.parquet"))
    return ROOT / "training" / "sources" / "simulated.toml", pq.read_table(folder / "simulated.parquet")


@contextmanager
def server(bundle: Path) -> Iterator[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VALUATION_")}
    environment |= {"VALUATION_BUNDLE": str(bundle), "VALUATION_PORT": "0", "VALUATION_DATA": str(bundle.parent / "kept")}
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "service"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        try:
            assert running.stdout is not None
            address = next(found for line in running.stdout if (found := re.search(r"http://[\d.:]+", line)))
            _wait_until_ready(address.group())
            yield address.group()
        finally:
            running.terminate()
            running.wait(20)


def _wait_until_ready(address: str) -> None:
    for _ in range(100):
        try:
            with urlopen(f"{address}/ready", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
    raise AssertionError("the server did not become ready")


def achievements(trained: Trained) -> list[Achieved]:
    """The rows as a client would post them, by the names of the mapping."""
    mapping = Mapping.load(trained.source)
    fields, terms = set(Achievement.model_fields), set(Terms.model_fields)
    words = mapping.keywords.columns if mapping.keywords else ()
    posted: list[Any] = []
    for row, found in zip(trained.table.to_pylist(), trained.predictions.to_pylist(), strict=True):
        facts = {name: row[attribute.column] for name, attribute in mapping.attributes.items() if row[attribute.column] is not None}
        facts = {name: value for name, value in facts.items() if value == value}
        posted.append(
            {
                "id": found["contract_id"],
                "title": row[mapping.title] or "" if mapping.title else "",
                "text": "\n".join(row[column] or "" for column in mapping.text),
                "valuation_date": str(found["valuation_date"]),
                "keywords": [word for column in words for word in re.split(r"[;；] ?", row[column] or "") if word],
                **{name: value for name, value in facts.items() if name in fields},
                "terms": {name: value for name, value in facts.items() if name in terms},
                "attributes": {name: value for name, value in facts.items() if name not in fields | terms},
            }
        )
    return posted


def test_the_server_answers_what_offline_scoring_answers_bit_for_bit(trained: Trained) -> None:
    posted = achievements(trained)
    with server(trained.bundle) as address, Client(address) as client:
        together: list[Any] = [*client.value(posted)["valuations"]]
        swept = list(client.sweep(posted, together=100))
        alone = [client.value([one])["valuations"][0] for one in posted[:20]]
        foreign = client.value([*posted[:2], {"text": 5}, {"text": ""}])  # type: ignore[typeddict-item]
    assert [one["id"] for one in together] == [one["id"] for one in posted]
    rows = trained.predictions.to_pylist()
    for found, row in zip(together, rows, strict=True):
        assert (found["status"] == "refused") == row["refused"]
        if row["refused"]:
            continue
        assert found["price"]["point"] == row["price_point"]
        assert {name: found["price"]["quantiles"][name] for name in ("p05", "p10", "p25", "p50", "p75", "p90", "p95")} == {
            name.removeprefix("price_"): value for name, value in row.items() if re.fullmatch(r"price_p\d\d", name)
        }
        assert found["price"]["confidence_level"] == row["confidence_level"]
        assert [found["maturity"]["probabilities"][str(level)] for level in range(1, 10)] == [row[f"trl_p{level}"] for level in range(1, 10)]
    assert alone == together[:20]
    assert swept == together
    assert [one["status"] for one in foreign["valuations"]] == [*(one["status"] for one in together[:2]), "invalid", "refused"]
    assert foreign["valuations"][:2] == together[:2]
    assert foreign["model"]["version"] == load_bundle(trained.bundle).manifest.version


def test_the_trained_bundle_prices_better_than_one_number_for_all(trained: Trained) -> None:
    price = Mapping.load(trained.source).price
    assert price is not None
    truth = np.log(trained.table[price.amount].to_numpy(zero_copy_only=False).astype(float))
    found = trained.predictions["price_point"].to_numpy(zero_copy_only=False).astype(float)
    assert np.isfinite(found).mean() > 0.98
    answered = np.isfinite(found) & np.isfinite(truth)  # deals that are free, for shares or unsold have no amount
    unit = 1.0 if price.unit == price.currency else 10_000.0
    error = np.sqrt(np.mean((np.log(found[answered]) - truth[answered] - np.log(unit)) ** 2))
    assert error < 0.8 * np.std(truth[answered])


def test_the_process_that_serves_imports_no_training_package(trained: Trained) -> None:
    code = (
        "import sys, runpy, json\n"
        "from pathlib import Path\n"
        "from models.load import load_bundle\nfrom models.scorer import Scorer\n"
        "import service.app, service.__main__\n"
        f"Scorer(load_bundle(Path({str(trained.bundle)!r}))).self_test()\n"
        f"print(json.dumps(sorted(set({FORBIDDEN!r}) & {{name.split('.')[0] for name in sys.modules}})))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout) == []


def test_the_bundle_passes_its_own_self_test(trained: Trained) -> None:
    Scorer(load_bundle(trained.bundle)).self_test()
