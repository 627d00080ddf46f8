"""`make stage`: one stage of a run alone, on what the earlier ones left when they were run with the same inputs."""

from __future__ import annotations

from cyclopts import App

from models.console import stderr_console
from training.asked import Asked
from training.context import Context
from training.destination import check_destination
from training.progress import Progress
from training.runs.recorded_run import RecordedRun
from training.runs.stage import Stage, before
from training.stages import STAGES
from training.train import refusals_told, scratch
from valuation.field_error import FieldError

app = App(name="stage", help=__doc__)


def run_stage(asked: Asked, context: Context, name: str) -> Context:
    """Runs the named stage, unless it is finished and `fresh` does not ask for it; FieldError names the first earlier one that is not finished."""
    check_destination(context.out)
    stages = tuple(map(Stage.of, STAGES))
    earlier, stage = before(stages, name)
    run = RecordedRun(context, stages, asked.store, asked.cache)
    if missing := run.missing(earlier):
        raise _not_run(name, missing)
    run.begin(asked.type, asked.note, [*earlier, stage])
    with context.progress:
        for one in earlier:
            if one.outputs and not run.take(one):  # there, but damaged
                raise _not_run(name, one)
        if asked.fresh or not run.take(stage):
            run.make(stage)
    return context


def _not_run(name: str, missing: Stage) -> FieldError:
    reason = f"needs the stage {missing.name}, which has not been run with these files, parameters and code"
    return FieldError("STAGE", name, reason, f"Run it first: make stage STAGE={missing.name}, or all of them: make train.")


@app.default
def command(stage: str, asked: Asked) -> None:
    """Runs one stage; the earlier ones are taken from earlier runs, never run.

    Parameters
    ----------
    stage
        Its name, as in the folder `training/stages/`.
    """
    console = stderr_console()
    with refusals_told(console), scratch() as work:
        context = run_stage(asked, asked.context(work, Progress(console)), stage)
        if context.run is not None:
            console.print(f"Run {context.run.id} ({context.run.type}), {context.run.seconds:.0f} s. All runs: make runs", highlight=False)


if __name__ == "__main__":
    app()
