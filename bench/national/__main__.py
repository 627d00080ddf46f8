"""The simulated national market from its first row to its last target: simulate, train before a cut, score after it, compare with the truth."""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import numpy as np
import pyarrow.parquet as pq
from cyclopts import App, Parameter
from cyclopts.validators import Number
from rich.console import Console

from bench.national.anomalies import judge_anomalies
from bench.national.judged import judge_maturity, judge_prices, judge_scores
from bench.national.later import read_later
from bench.national.outcome import NationalOutcome, print_national, write_national
from bench.national.targets import national_targets
from bench.price_check.out_of_time import Bench, Trained, checks_of, train_before
from bench.quality.contracts import read_contracts
from bench.quality.digests import library_versions
from bench.quality.measured import CommandFailed, Cost, measure
from bench.quality.rivals import rival_answers
from bench.quality.roster import rival
from bench.quality.splits import parse_splits
from models.console import stderr_console
from training.simulate.market import simulate
from valuation.field_error import FieldError

TRAINING = Path(__file__).resolve().parents[2] / "training"
SOURCE, PARAMETERS = TRAINING / "sources" / "simulated.toml", TRAINING / "params.toml"
SEED = 20261122
SPLIT = "2024:2025,2026"
RIVALS = ("lightgbm-l2", "segment-median")
"""A model of the attributes alone, and the recent median of the segment."""

app = App(name="bench-national", help=__doc__)


@app.default
def bench_national(
    rows: Annotated[int, Parameter(validator=Number(gte=2_000))] = 100_000,
    seed: int = SEED,
    split: str = SPLIT,
    runs: Path = Path("runs"),
    out: Path = Path("bench/national.json"),
    params: Path = PARAMETERS,
) -> None:
    """Measures a bundle of the simulated market against the simulator's own truth.

    Parameters
    ----------
    rows
        Rows of the register to simulate.
    seed
        Seed of the simulation.
    split
        The last year that teaches, a colon, and the years that are judged.
    runs
        Folder of runs: stages that an earlier run finished with the same inputs are taken from it, and the rivals' answers.
    out
        JSON file of the figures.
    params
        Training parameters that differ from the defaults (TOML).
    """
    console = stderr_console()
    try:
        outcome = _run(rows, seed, split, runs, params, console)
        write_national(outcome, out)
        print_national(outcome, console)
        console.print(f"written to {out}")
    except (FieldError, CommandFailed, OSError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)


def _run(rows: int, seed: int, split: str, runs: Path, params: Path, console: Console) -> NationalOutcome:
    (asked_years, *more) = parse_splits(split)
    if more:
        raise FieldError("split", split, "one split at a time", f"For example: {SPLIT}")
    with tempfile.TemporaryDirectory(prefix="national-") as scratch:
        work = Path(scratch)
        _told(console, f"simulate {rows:,} rows")
        pq.write_table(simulate(rows, seed), work / "market.parquet")
        _told(console, f"train on {asked_years.name}")
        trained = train_before(SOURCE, work / "market.parquet", asked_years, Bench(runs, work, params))
        _told(console, "score, check prices")
        predictions, tables = _scored(trained), trained.tables
        later = read_later(tables.taught, tables.asked, predictions)
        kinds = pq.read_table(tables.asked, columns=["truth_anomaly"])["truth_anomaly"].to_pylist()
        clean = np.isin(np.arange(len(kinds)), later.rows)
        anomalies = judge_anomalies(checks_of(trained, tables.asked), np.asarray(kinds, dtype=object), clean)
        _told(console, "rivals")
        answers = {rival(key).name: rival_answers(rival(key), SOURCE, tables, runs / "bench-quality", work) for key in RIVALS}
        floor, prices = judge_prices(later, answers, read_contracts(tables.asked, SOURCE).rows)
        maturity, scores = judge_maturity(later), judge_scores(later)
        return NationalOutcome(
            about=f"Run on {datetime.now(UTC):%Y-%m-%d} with {library_versions()}.",
            rows=rows,
            seed=seed,
            cut=f"{asked_years.cut + 1}-01-01",
            taught=pq.read_metadata(tables.taught).num_rows,
            later=len(kinds),
            clean=len(later),
            floor=floor,
            prices=tuple(prices),
            maturity=maturity,
            scores=tuple(scores),
            anomalies=anomalies,
            cost=Cost(**json.loads((trained.bundle.parent / "train.json").read_text("utf-8"))),
            targets=national_targets(floor, prices[0], maturity, scores, anomalies),
        )


def _scored(trained: Trained) -> Path:
    out = trained.bundle.parent / "predictions.parquet"
    command = [sys.executable, "-m", "models.score", "--bundle", str(trained.bundle), "--source", str(trained.source)]
    measure([*command, "--data", str(trained.tables.asked), "--out", str(out)], out.with_suffix(".json"))
    return out


def _told(console: Console, step: str) -> None:
    console.print(f"{datetime.now(UTC):%H:%M:%S} {step}", highlight=False)


if __name__ == "__main__":
    app()
