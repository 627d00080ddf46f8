"""This pipeline as its users run it: `make train` and `make score`, measured, with nothing of an earlier run to lean on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bench.quality.answers import Answers
from bench.quality.digests import content_digest, library_versions, pipeline_code
from bench.quality.measured import Cost, measure
from bench.quality.splits import SplitTables
from valuation.price import QUANTILE_NAMES, QUANTILES

KEY, NAME = "pipeline", "this pipeline"


def pipeline_answers(source: Path, tables: SplitTables, rows: NDArray[np.int64], store: Path, work: Path, params: Path | None = None) -> Answers:
    """Answers for those `rows` (m,) of the table asked, out of the store where the same code met the same tables before."""
    settings = [] if params is None else [params]
    kept = store / f"{KEY}-{content_digest([*pipeline_code(), source, tables.taught, tables.asked, *settings], library_versions())[:24]}.npz"
    if kept.is_file():
        return Answers.load(kept)
    predictions, cost = train_then_score(source, tables.taught, tables.asked, work, params)
    found = pq.read_table(predictions).take(pa.array(rows))
    quantiles = np.log(np.column_stack([_floats(found, f"price_{name}") for name in QUANTILE_NAMES]))
    mean = np.log(_floats(found, "price_point"))
    answered = np.isfinite(quantiles).all(axis=1) & np.isfinite(mean)
    answers = Answers(mean, quantiles, np.empty((0, len(QUANTILES))), answered, cost, float("nan"))
    answers.save(kept)
    return answers


def train_then_score(source: Path, taught: Path, asked: Path, work: Path, params: Path | None = None) -> tuple[Path, Cost]:
    """The predictions table for `asked` and what the training cost; runs and registry stay in `work`."""
    bundle, predictions = work / "bundle", work / "predictions.parquet"
    aside = {"MLFLOW_TRACKING_URI": f"sqlite:///{work / 'mlflow.db'}"}
    extra = [] if params is None else [f"PARAMS={params.resolve()}"]
    common = [f"SOURCE={source.resolve()}"]
    training = ["make", "-s", "train", *common, f"DATA={taught}", f"OUT={bundle}", f"RUNS={work / 'runs'}", "TYPE=test", "FRESH=1", *extra]
    cost = measure(training, work / "train.json", _clean(aside))
    measure(["make", "-s", "score", *common, f"BUNDLE={bundle}", f"DATA={asked}", f"OUT={predictions}"], work / "score.json", _clean(aside))
    return predictions, cost


def _clean(aside: dict[str, str]) -> dict[str, str]:
    """Without the variables of the make that called this one: they would be options of the make called here."""
    return aside | dict.fromkeys(("MAKEFLAGS", "MAKELEVEL", "MFLAGS"), "")


def _floats(table: pa.Table, name: str) -> NDArray[np.float64]:
    """A column with NaN where it is empty."""
    return np.asarray(table[name].to_numpy(zero_copy_only=False), dtype=np.float64)
