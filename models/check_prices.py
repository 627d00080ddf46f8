"""The price check of a table: registered contracts or listings in, one row of percentiles, flags and reasons each out. No training package is needed.

Scored as `models.score` does, so no amount informs an estimate; only then are the prices, texts, parties and listings read and compared with it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from cyclopts import App
from rich.console import Console
from rich.progress import track
from rich.table import Table

from models.console import stderr_console
from models.load import BundleError, load_bundle
from models.manifest import Manifest
from models.predictions import Predictions
from models.price_check_table import price_check_table
from models.price_findings import Estimates, RowChecks, check_rows
from models.score import score_table
from models.scorer import Scorer
from models.table_reading import with_basis
from models.tables.contract_table import ContractTable
from models.tables.listing_columns import ListingColumns, read_listing
from models.tables.mapping import Mapping
from models.tables.open_table import open_table
from models.tables.read import read_table
from models.tables.write import check_format, write_table
from valuation.field_error import FieldError
from valuation.price_check.anomaly import ANOMALY_CODES
from valuation.price_check.thresholds import THRESHOLDS, Thresholds

app = App(name="check-prices", help=__doc__)


@app.default
def check_prices(bundle: Path, source: Path, data: Path, out: Path, valuation_date: date | None = None) -> None:
    """Checks the prices of a table.

    Parameters
    ----------
    bundle
        Folder of the bundle.
    source
        Mapping file: [price] is the contract's price, [listing] the asking price, [party] who deals with whom; each may be absent.
    data
        CSV, XLSX or Parquet table.
    out
        The checks, .parquet or .csv.
    valuation_date
        Valuation date of rows that have none of their own.
    """
    console = stderr_console()
    try:
        check_format(out)
        mapping = Mapping.load(source)
        listing = read_listing(open_table(data, mapping.table), mapping)
        scorer = Scorer(load_bundle(bundle))
        table = read_table(data, mapping, purpose="score", default_date=valuation_date)
        predictions = score_table(scorer, table, console)
        manifest = scorer.bundle.manifest
        checks = checked(table, listing, predictions, manifest, console)
        rows = price_check_table(table, listing, predictions, checks, manifest, THRESHOLDS)
        write_table(with_basis(rows, table.columns, manifest), out)
    except (BundleError, FieldError, OSError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    _summary(console, manifest, checks, out)


def checked(
    table: ContractTable,
    listing: ListingColumns,
    predictions: Predictions,
    manifest: Manifest,
    console: Console | None = None,
    thresholds: Thresholds = THRESHOLDS,
) -> list[RowChecks]:
    """The checks of every row, in order; a bar on the console, where that is a terminal. A row that could not be read has no estimate."""
    quantiles = None
    if predictions.price is not None:
        quantiles = predictions.price.copy()
        quantiles[list(table.unreadable)] = np.nan
    estimates = Estimates(quantiles, manifest.price.currency if manifest.price else "")
    rows = check_rows(table, listing, estimates, thresholds)
    return list(track(rows, "check", total=len(table), console=console, disable=console is None or not console.is_terminal))


def _summary(console: Console, manifest: Manifest, checks: Sequence[RowChecks], out: Path) -> None:
    """How many rows each flag marks, beside the share of ordinary rows that it marks by its limits."""
    marked = [{flag.code for check in (row.asking, row.contract) if check is not None for flag in check.flags} for row in checks]
    counts = Counter(code for codes in marked for code in codes)
    priced = sum(row.asking is not None or row.contract is not None for row in checks)
    shown = Table(title=f"{manifest.name} {manifest.version}" + (" (SIMULATED)" if manifest.simulated else "") + f", limits {THRESHOLDS.version}")
    alarms = THRESHOLDS.false_alarms
    for name in ("flag", "rows", "share", "of ordinary rows"):
        shown.add_column(name)
    for code in ANOMALY_CODES:
        shown.add_row(code, f"{counts[code]:,}", f"{counts[code] / max(priced, 1):.2%}", _rate(getattr(alarms, code)))
    flagged = sum(map(bool, marked))
    shown.add_row("any", f"{flagged:,}", f"{flagged / max(priced, 1):.2%}", f"{_rate(alarms.any_flag)} (up to {_rate(alarms.any_flag_high)})")
    console.print(shown)
    console.print(f"{len(checks):,} rows, {priced:,} with a price; written to {out}")


def _rate(share: float | None) -> str:
    return "not measured" if share is None else f"{share:.2%}"


if __name__ == "__main__":
    app()
