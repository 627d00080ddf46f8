"""`python -m bench.fuzz [--requests 20000] [--seed 1]`: the demo bundle behind the whole API, with a database and a key, under generated requests."""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from pathlib import Path

from cyclopts import App
from rich.console import Console

from bench.fuzz.api import fuzz
from bench.fuzz.found import print_found
from bench.fuzz.kept import keyed_service

app = App(name="bench-fuzz", help=__doc__)


@app.default
def bench_fuzz(requests: int = 20_000, seed: int = 1, examples: int = 100, bundle: Path = Path("models/demo")) -> None:
    """Sends at least that many requests, and fails where an answer contradicts the document.

    Parameters
    ----------
    requests
        Requests in all.
    seed
        The first of the seeds; each run takes the next one.
    examples
        Generated requests of one kind for an operation, in one run.
    bundle
        The model that answers.
    """
    logging.disable()
    console = Console(width=160)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, keyed_service(Path(folder), bundle) as (service, key):
        found = fuzz(service, requests, seed=seed, examples=examples, key=key, progress=console.print)
    print_found(found, time.perf_counter() - started, console)
    sys.exit(0 if found.clean else 1)


if __name__ == "__main__":
    app()
