"""What the bench measures: real awards and grants, in which nobody planted anything, and simulated contracts, in which somebody did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.price_check.out_of_time import Bench, Train, Trained, checks_of, train_before
from bench.price_check.planted import FACTORS, name_of, plant_unit_errors
from bench.price_check.rates import GroupRates, rates
from bench.quality.splits import Split
from models.tables.mapping import Mapping
from training.simulate.market import simulate
from valuation.field_error import FieldError

SEED = 20261128
AIMS: dict[str, str | None] = {
    "unit_error": "far_outside_interval",
    "text_mismatch": "text_amount_disagrees",
    "split": "split_contracts",
    "serial_relisting": "serial_relisting",
    "typing_error": None,
}
"""What the simulator plants (`truth_anomaly`) → the flag that should find it; a slip of one digit is mostly an ordinary price."""


@dataclass(frozen=True)
class MeasuredTable:
    """The rates of one table out of time, and whether it is simulated."""

    name: str
    simulated: bool
    taught: int
    groups: tuple[GroupRates, ...]


@dataclass(frozen=True)
class RealTable:
    """A table, its mapping file, and the TOML of a `[party]` that the mapping leaves out, since training would ask whether the two are related."""

    source: Path
    data: Path
    party: str = ""


def measure_real(real: RealTable, split: Split, bench: Bench, train: Train = train_before) -> MeasuredTable:
    """False alarms on the later years as they are, and unit errors found once they are planted into every row."""
    price = Mapping.load(real.source).price
    if price is None:
        raise FieldError("source", real.source, "the mapping names no price", "Give a mapping file with a [price] part.")
    trained = _checked_by(train(real.source, real.data, split, bench), real.party)
    asked = trained.tables.asked
    plain = checks_of(trained, asked)
    everything = np.ones(plain.num_rows, dtype=bool)
    spoilt = asked.with_name("planted.parquet")
    factors = plant_unit_errors(asked, price.amount, spoilt, SEED)
    planted = {name_of(factor): (factors == factor, "far_outside_interval") for factor in FACTORS}
    found = [*rates(plain, {"as registered": (everything, "")}), *rates(checks_of(trained, spoilt), planted)]
    return MeasuredTable(f"{real.data.parent.name} {split.name}", False, pq.read_metadata(trained.tables.taught).num_rows, tuple(found))


def measure_simulated(source: Path, n: int, split: Split, bench: Bench, train: Train = train_before) -> MeasuredTable:
    """False alarms on the later years' clean and on all their ordinary rows, and what is found of each planted anomaly."""
    data = bench.work / "simulated.parquet"
    pq.write_table(simulate(n, SEED), data)
    trained = train(source, data, split, bench)
    asked = pq.read_table(trained.tables.asked, columns=["truth_anomaly", "truth_clean"])
    anomaly = np.asarray(asked["truth_anomaly"].to_pylist(), dtype=object)
    clean = asked["truth_clean"].to_numpy().astype(bool)
    groups = {"clean": (clean, ""), "ordinary": (anomaly == "", "")} | {name: (anomaly == name, aim) for name, aim in AIMS.items()}
    checks: pa.Table = checks_of(trained, trained.tables.asked)
    name = f"simulated ({n:,} rows) {split.name}"
    return MeasuredTable(name, True, pq.read_metadata(trained.tables.taught).num_rows, tuple(rates(checks, groups)))


def _checked_by(trained: Trained, more: str) -> Trained:
    """Checked through the mapping file that taught, and more TOML behind it."""
    source = trained.bundle.parent / "checked.toml"
    source.write_text(f"{trained.source.read_text('utf-8')}\n{more}", encoding="utf-8")
    return replace(trained, source=source)
