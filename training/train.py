"""`make train`: tables and mapping files in, a verified bundle with its report out."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cyclopts import App
from rich.console import Console

from models.console import stderr_console
from training.asked import Asked
from training.context import Context
from training.destination import check_destination
from training.parity import ParityError
from training.progress import Progress
from training.runs.recorded_run import RecordedRun
from training.runs.stage import Stage
from training.stages import STAGES
from training.summary import summary
from training.transformer import UnusableEncoder
from training.trees import UnsupportedTrees
from valuation.field_error import FieldError

REFUSALS = (FieldError, ParityError, UnusableEncoder, UnsupportedTrees, OSError)
"""What stops a run with a sentence."""
INTERRUPTED = 130

app = App(name="train", help=__doc__)


def train(context: Context) -> Context:
    """Runs every stage in order and records nothing; FieldError before the first where `out` holds something else than a bundle."""
    check_destination(context.out)
    with context.progress:
        for stage in STAGES:
            stage.run(context)
    return context


def resume(asked: Asked, context: Context) -> Context:
    """Runs, as a run of its own, every stage that no earlier run has finished with the same inputs."""
    check_destination(context.out)
    stages = tuple(map(Stage.of, STAGES))
    run = RecordedRun(context, stages, asked.store, asked.cache)
    run.begin(asked.type, asked.note, stages)
    with context.progress:
        for stage in stages:
            if asked.fresh or not run.take(stage):
                run.make(stage)
    return context


@contextmanager
def refusals_told(console: Console) -> Iterator[None]:
    """Ends the command with a sentence where a run is refused or interrupted."""
    try:
        yield
    except REFUSALS as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        console.print("Stopped. What finished stages made is kept: the same command goes on behind them.", style="yellow")
        sys.exit(INTERRUPTED)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for the stages' files while a run lasts."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    with tempfile.TemporaryDirectory(prefix="valuation-") as work:
        yield Path(work)


@app.default
def command(asked: Asked) -> None:
    """Trains a bundle; stages that an earlier run finished with the same inputs are taken from it."""
    console = stderr_console()
    with refusals_told(console), scratch() as work:
        context = resume(asked, asked.context(work, Progress(console)))
        console.print(summary(context))
        if context.run is not None:
            console.print(f"Run {context.run.id} ({context.run.type}), {context.run.seconds:.0f} s. All runs: make runs", highlight=False)


if __name__ == "__main__":
    app()
