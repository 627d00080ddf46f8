"""`python -m bench.registration [--rows 200000]`: writes registers made up for it in both layouts, reads each as training does, and prints the seconds."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from cyclopts import App
from rich.console import Console
from rich.table import Table

from bench.registration.layouts import LAYOUTS
from bench.registration.rows import contracts
from bench.registration.sheet_files import write_sheet
from models.tables.mapping import Mapping
from models.tables.read import read_table

app = App(name="bench-registration", help=__doc__)


@app.default
def bench_registration(rows: int = 200_000, out: Path | None = None) -> None:
    """Reads registers of that many rows.

    Parameters
    ----------
    rows
        Contracts of each table.
    out
        Folder to keep the tables in; they are thrown away otherwise.
    """
    shown = Table(title="Registers read through their mapping files, texts masked")
    shown.add_column("table", no_wrap=True)
    for heading in ("rows", "MB", "usable rows", "seconds", "seconds of processor"):
        shown.add_column(heading, justify="right")
    with tempfile.TemporaryDirectory(prefix="registration-") as scratch:
        folder = out or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for layout in LAYOUTS.values():
            sheet = contracts(layout, rows)
            for suffix in (".csv", ".xlsx"):
                path = folder / f"{layout.name}{suffix}"
                write_sheet(sheet, path)
                start, spent = time.perf_counter(), time.process_time()
                table = read_table(path, Mapping.load(layout.source))
                seconds, spent = time.perf_counter() - start, time.process_time() - spent
                shown.add_row(path.name, f"{rows:,}", f"{path.stat().st_size / 1e6:.0f}", f"{len(table):,}", f"{seconds:.1f}", f"{spent:.1f}")
    Console().print(shown)


if __name__ == "__main__":
    app()
