"""`make demo`: the built-in bundle `models/demo/`, small enough for git, trained on simulated contracts, the same bytes from the same code and packages.

It is trained as any other bundle is; what differs is smaller parameters, one thread and a fixed date of export.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from cyclopts import App
from threadpoolctl import threadpool_limits

from models.console import stderr_console
from models.load import load_bundle
from models.tables.write import write_table
from training.context import Context
from training.demo_check import check
from training.destination import check_destination
from training.parameters import Parameters
from training.progress import Progress
from training.simulate.market import simulate
from training.summary import summary
from training.train import train
from valuation.field_error import FieldError

NAME, OUT = "demo", Path("models/demo")
SOURCE = Path(__file__).parent / "sources" / "simulated.toml"
SEED, ROWS = 20261122, 16_000
EXPORTED = 1_795_305_600
"""2026-11-22 in seconds since 1970: the export's date, so that it does not depend on when it runs."""
MOST_BYTES = 4 * 2**20
SMALL = {
    "seed": SEED,
    "threads": 1,
    "encoder": {"vocabulary": 2_200, "dimensions": 128, "steps": 100, "batch": 256},
    "price": {"rounds": 100, "rate": 0.1, "quantile_rounds": 40, "quantile_rate": 0.16, "leaves": 15},
    "maturity": {"rounds": 200, "leaves": 7, "rate": 0.15, "least_leaf": 20},
    "values": {"rounds": 60, "leaves": 5, "rate": 0.1},
}
"""What differs from the defaults of `training/parameters.py`."""
LEFT_OUT = ("report.html", "findings.csv", "out_of_time.parquet")
"""Not kept beside the bundle: pictures, findings and predictions that no one needs in git."""

app = App(name=NAME, help=__doc__)


class TooLarge(ValueError):
    """The bundle would not fit into git; make the parameters smaller."""


def build(out: Path, work: Path, progress: Progress, rows: int = ROWS) -> Context:
    """Simulates, trains and leaves the bundle at `out`; FieldError where something else stands there, TooLarge above `MOST_BYTES`."""
    check_destination(out)
    data = work / "simulated.parquet"
    with progress.stage("simulate", rows) as steps:
        write_table(simulate(rows, SEED, steps.reach), data)
        steps.note(f"{rows:,} contracts")
    parameters = Parameters().updated(SMALL)
    with _reproducible():
        context = train(Context(NAME, (SOURCE,), (data,), out, work, parameters, "static", progress))
    for name in LEFT_OUT:
        (out / name).unlink(missing_ok=True)
    size = folder_size(out)
    if size > MOST_BYTES:
        raise TooLarge(f"{out} holds {size:,} bytes, more than {MOST_BYTES:,}; make the parameters in training/demo.py smaller")
    return context


def folder_size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.iterdir())


@contextmanager
def _reproducible() -> Iterator[None]:
    """One thread for every sum, whatever the number of cores, and a fixed date of export, while the block runs."""
    import torch

    threads, epoch = torch.get_num_threads(), os.environ.get("SOURCE_DATE_EPOCH")
    torch.set_num_threads(1)
    os.environ["SOURCE_DATE_EPOCH"] = str(EXPORTED)
    try:
        with threadpool_limits(1):
            yield
    finally:
        torch.set_num_threads(threads)
        os.environ.pop("SOURCE_DATE_EPOCH")
        if epoch is not None:
            os.environ["SOURCE_DATE_EPOCH"] = epoch


@app.default
def command(out: Path = OUT) -> None:
    """Rebuilds the demo bundle.

    Parameters
    ----------
    out
        Folder of the bundle; replaced when the new one is complete.
    """
    console = stderr_console()
    started = monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="valuation-demo-") as work:
            context = build(out, Path(work), Progress(console))
    except (FieldError, TooLarge) as error:
        console.print(str(error), style="red", highlight=False, soft_wrap=True)
        sys.exit(1)
    console.print(summary(context), check(load_bundle(out), SOURCE))
    version = load_bundle(out).manifest.version
    console.print(f"{out}: version {version}, {folder_size(out) / 2**20:.2f} MiB, {monotonic() - started:.0f} s. No {', '.join(LEFT_OUT)} is kept.")
    console.print("Refresh the example answer of the docs: python -m tools.example_answer")


if __name__ == "__main__":
    app()
