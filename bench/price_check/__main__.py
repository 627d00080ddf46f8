"""How often the price check raises a false alarm, and how much of what is planted it finds, out of time on real and simulated contracts."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cyclopts import App

from bench.price_check.measured_tables import MeasuredTable, RealTable, measure_real, measure_simulated
from bench.price_check.out_of_time import Bench
from bench.price_check.outcome import print_outcome, write_outcome
from bench.quality.digests import library_versions
from bench.quality.measured import CommandFailed
from bench.quality.splits import parse_splits
from models.console import stderr_console
from valuation.field_error import FieldError

SOURCES = Path(__file__).resolve().parents[2] / "training" / "sources"
REAL = (
    ("sbir/awards.parquet", "sbir.toml", "1998:1999,2000 2016:2018,2019", '[party]\nseller = "company"\nbuyer = "agency"\n'),
    ("nsfc/grants.parquet", "nsfc.toml", "2012:2013,2014,2015,2016", ""),
)
"""Table, mapping file, splits in time, and who deals with whom. Awards are dated to the year alone, so that all of one year count as signed together."""
PARAMETERS = Path(__file__).with_name("params.toml")
SIMULATED_SPLIT = "2023:2024,2025,2026"

app = App(name="price-check", help=__doc__)


@app.default
def price_check(data: Path, n: int = 30_000, runs: Path = Path("runs"), out: Path = Path("bench/price_check.json"), params: Path = PARAMETERS) -> None:
    """Measures the price check.

    Parameters
    ----------
    data
        Folder with sbir/awards.parquet and nsfc/grants.parquet; what is absent is left out.
    n
        Simulated contracts; 0 leaves them out.
    runs
        Folder of training runs, whose finished stages are taken where nothing changed.
    out
        JSON file of the figures.
    params
        Training parameters that differ from the defaults (TOML).
    """
    console = stderr_console()
    try:
        with tempfile.TemporaryDirectory(prefix="price-check-") as work:
            tables = []
            for table in _measured(data, n, Bench(runs, Path(work), params)):
                console.print(f"{datetime.now(UTC):%H:%M:%S} {table.name}", highlight=False)
                tables.append(table)
        if not tables:
            raise FieldError("data", data, "holds no table that this bench knows", f"Give a folder with {' or '.join(name for name, *_ in REAL)}.")
        write_outcome(tables, f"Run on {datetime.now(UTC):%Y-%m-%d} with {library_versions()}.", out)
        print_outcome(tables, console)
        console.print(f"written to {out}")
    except (FieldError, CommandFailed, OSError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)


def _measured(data: Path, n: int, bench: Bench) -> Iterator[MeasuredTable]:
    for name, source, splits, party in REAL:
        if (data / name).is_file():
            yield from (measure_real(RealTable(SOURCES / source, data / name, party), split, bench) for split in parse_splits(splits))
    if n:
        yield measure_simulated(SOURCES / "simulated.toml", n, parse_splits(SIMULATED_SPLIT)[0], bench)


if __name__ == "__main__":
    app()
