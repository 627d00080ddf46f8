"""`make tune`: parameters of the price head searched over rolling origins; what is better than luck is written as a file for PARAMS=."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from cyclopts import App, Parameter
from rich.console import Console

from models.console import stderr_console
from training.asked import KEPT_GIB, RUNS, Asked, parameters_of
from training.context import EXCLUSIONS, Context
from training.parameter_search import Search, open_study
from training.progress import Progress
from training.runs.code_digest import code_digest
from training.runs.recorded_run import RecordedRun
from training.runs.stage import Stage
from training.runs.stage_key import stage_keys
from training.search_loss import Ground
from training.search_space import Searched, searched
from training.search_tables import head, loss_table, parameter_table
from training.search_verdict import Verdict, fits, judge
from training.stages import STAGES
from training.train import refusals_told, scratch
from training.tuned_file import check_file, tuned_text
from valuation.features import decimal_years
from valuation.field_error import FieldError

UNTIL = "fit"
"""The last stage that a search needs: it leaves the embedding of every text and what the mapping decides."""
SEARCHES = "searches"
TRIALS = 60

app = App(name="tune", help=__doc__)


@Parameter(name="*")
@dataclass(frozen=True)
class Wanted:
    """The words of the command line.

    Parameters
    ----------
    source
        Mapping file, or several separated by commas.
    data
        Table of each mapping file, in the same order.
    out
        The parameters found, .toml; replaced only where an earlier search wrote it.
    encoder
        `static`, or a local sentence-transformers folder.
    params
        TOML file with the parameters to begin at, where they differ from those of `training/params.toml`; they are carried into the result.
    seed
        Seed of the search and of every fit.
    exclusions
        TOML file with the rules of what to leave out, instead of `training/exclusions.toml`.
    runs
        Folder of the runs: finished stages are taken from it, and the search is kept in it.
    keep
        GiB of finished stages that the folder of runs keeps.
    trials
        Sets of parameters tried in all, those of an interrupted search and the default counted.
    timeout
        Seconds after which no new set is tried.
    """

    source: str
    data: str
    out: Path
    encoder: str = "static"
    params: Path | None = None
    seed: int | None = None
    exclusions: Path = EXCLUSIONS
    runs: Path = RUNS
    keep: float = KEPT_GIB
    trials: int = TRIALS
    timeout: float | None = None

    def asked(self) -> Asked:
        """The run that makes what a search needs; FieldError where a search of that length is none."""
        if self.trials < 1:
            raise FieldError("TRIALS", self.trials, "a search tries at least the parameters as they are", f"Give a number from 1, e.g. {TRIALS}.")
        if self.timeout is not None and not self.timeout > 0:
            raise FieldError("TIMEOUT", self.timeout, "no time to try anything", "Give seconds, e.g. TIMEOUT=3600.")
        words = {"encoder": self.encoder, "params": self.params, "seed": self.seed, "exclusions": self.exclusions, "runs": self.runs, "keep": self.keep}
        return Asked(self.source, self.data, self.out, name="tune", type="test", note=f"make tune for {self.out.name}", **words)  # type: ignore[arg-type]


def tune(wanted: Wanted, context: Context) -> tuple[Search, Verdict]:
    """Prepares what earlier runs have not, searches, judges, and writes the file."""
    check_file(wanted.out)
    asked = wanted.asked()
    stages = _stages()
    with context.progress:
        _prepare(asked, context, stages)
        ground, base = _ground(context), context.parameters
        space = searched(base, context.inputs.embedding.shape[1], knows_deals=ground.fit.knows_deals)
        name = _name(context, stages, space)
        search = Search(open_study(name, wanted.runs / SEARCHES / f"{name}.sqlite"), ground, base, space)
        with context.progress.stage("search", wanted.trials) as steps:
            least = 1.0

            def told(search: Search) -> None:
                nonlocal least
                steps.reach(len(search.trials))
                steps.note(f"{len(search.trials)} trials, {search.pruned} pruned; best loss {search.least:.4f} of the default's")
                if search.least < least:
                    least = search.least
                    context.progress.console.print(f"  trial {len(search.trials)}: loss {least:.4f} of the default's", highlight=False)

            search.run(wanted.trials, wanted.timeout, told)
        found = search.best
        with context.progress.stage("judge", fits(base, found)) as steps:
            verdict = judge(ground, base, found, steps.advance)
            steps.note(f"{'kept' if verdict.kept else 'not kept'}")
    data = [f"{path.name} (sha256 {info.sha256})" for path, info in zip(context.data, context.data_info, strict=True)]
    given = parameters_of(wanted.params).seed  # the seed of a search is no finding of it
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    text = tuned_text(replace(base, seed=given), replace(found, seed=given), head(search, verdict, data), kept=verdict.kept)
    wanted.out.write_text(text, encoding="utf-8")
    return search, verdict


def _stages() -> tuple[Stage, ...]:
    stages = tuple(map(Stage.of, STAGES))
    return stages[: [stage.name for stage in stages].index(UNTIL) + 1]


def _prepare(asked: Asked, context: Context, stages: Sequence[Stage]) -> None:
    """Every stage up to the fit, each taken from an earlier run where one has finished it."""
    run = RecordedRun(context, stages, asked.store, asked.cache)
    run.begin(asked.type, asked.note, stages)
    for stage in stages:
        if not run.take(stage):
            run.make(stage)
        if "corpus" in stage.outputs and not len(context.corpus.priced):
            names = ", ".join(path.name for path in context.sources)
            raise FieldError("SOURCE", names, "has no prices", "Name their column: the search is for the price head.")


def _ground(context: Context) -> Ground:
    assert context.price_fit is not None, "there are prices"
    corpus, rows = context.corpus, context.corpus.priced
    years, projects = decimal_years(corpus.columns.dates[rows]), corpus.projects[rows]
    return Ground.of(context.inputs.take(rows), np.log(corpus.amounts[rows]), years, projects, context.price_fit, context.parameters)


def _name(context: Context, stages: Sequence[Stage], space: Sequence[Searched]) -> str:
    """The same for the same files, parameters and code: only then may a search go on where another stopped."""
    facts = stage_keys(context, stages)[UNTIL], code_digest("training.parameter_search"), context.parameters, space
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:24]


def _show(console: Console, wanted: Wanted, search: Search, verdict: Verdict) -> None:
    console.print(parameter_table(search))
    console.print(loss_table(verdict))
    console.print("The origins chose the parameters, so their figures flatter; the newest, marked check, was held out of the search and asked once.")
    console.print(f"{'Kept' if verdict.kept else 'Nothing is changed'}: {verdict.told}.", style="green" if verdict.kept else "yellow", highlight=False)
    use = f"use it with make train PARAMS={wanted.out}" if verdict.kept else "it holds no found parameter, only what was tried"
    console.print(f"{wanted.out}: {use}", markup=False, highlight=False, soft_wrap=True)


@app.default
def command(wanted: Wanted) -> None:
    """Searches parameters; the same command goes on with a search that was interrupted."""
    console = stderr_console()
    with refusals_told(console), scratch() as work:
        _show(console, wanted, *tune(wanted, wanted.asked().context(work, Progress(console))))


if __name__ == "__main__":
    app()
