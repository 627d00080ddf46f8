"""`python -m bench.gpu`: a transformer's bundle and the reference bundle on this machine's GPU and on its CPU. What is measured: docs/models.md, Devices."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from cyclopts.validators import Number
from rich.console import Console

from bench.gpu.compared import Compared, compare, compare_encoders
from bench.gpu.contenders import static, transformers
from bench.gpu.feeds import reference_columns
from bench.gpu.gpu import described
from bench.gpu.outcome import print_gpu, write_gpu
from bench.gpu.trained import small_model, transformer_bundle
from bench.hot.shipped import shipped_columns
from bench.reference.bundle import reference_bundle
from models.console import stderr_console
from models.load import Bundle, BundleError, load_bundle
from models.session import CUDA
from training.progress import Progress
from training.transformer import UnusableEncoder
from valuation.field_error import FieldError

app = App(name="bench-gpu", help=__doc__)


@app.default
def bench_gpu(
    encoder: str = "",
    bundle: Path | None = None,
    rows: Annotated[int, Parameter(validator=Number(gte=2))] = 256,
    rounds: Annotated[int, Parameter(validator=Number(gte=1))] = 3,
    out: Path = Path("bench/gpu.json"),
) -> None:
    """Measures a GPU beside the CPU; on a machine without one the CPU alone, and says what is missing.

    Parameters
    ----------
    encoder
        A local sentence-transformers folder to train a bundle on; the small English one of the tests where none is named.
    bundle
        A bundle with a transformer in float32, instead of training one.
    rows
        Contracts that are valued in each round.
    rounds
        Rounds, of whose figures the medians count.
    out
        JSON file of the figures.
    """
    console, machine = stderr_console(), described()
    try:
        with tempfile.TemporaryDirectory(prefix="bench-gpu-") as folder:
            scratch = Path(folder)
            served = load_bundle(bundle) if bundle is not None else transformer_bundle(encoder or small_model(), scratch, Progress(console))
            found = _compared(served, scratch, rows, rounds)
    except (BundleError, FieldError, UnusableEncoder) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    print_gpu(found.figures.rows(), found.absent, Console())
    gate = {name: value for name, value in served.manifest.metrics.items() if name.startswith("float16.")}
    write_gpu(found.figures.rows(), found.absent, machine, gate, out)
    console.print(f"Written to {out}")


def _compared(served: Bundle, scratch: Path, rows: int, rounds: int) -> Compared:
    columns = shipped_columns(rows)
    reference = load_bundle(reference_bundle())
    found, ways = Compared(), transformers(served, list(columns.text), CUDA, scratch)
    compare(found, ways, columns, rounds)
    compare_encoders(found, ways, scratch, rounds)
    compare(found, static(reference, CUDA), reference_columns(rows), rounds)
    return found


if __name__ == "__main__":
    app()
