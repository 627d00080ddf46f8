"""What a person reads of a search: parameters before and after, losses by origin, and the sentences at the head of the file."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from training.parameter_search import Search
from training.search_space import differences
from training.search_verdict import Verdict


def head(search: Search, verdict: Verdict, data: Sequence[str]) -> list[str]:
    """The sentences above the parameters in the file; `data` are the tables with their sha256."""
    years = ", ".join(f"{year:g}" for year in verdict.years[:-1])
    by_origin = "; ".join(f"{year:g}: {1 - loss:+.2%}" for year, loss in zip(verdict.years, verdict.by_origin, strict=True))
    gained = [
        f"Gained by origin (loss of the default less that of the found set, as a share): {by_origin} (the last one chose nothing).",
        f"The origins {years} chose these parameters, so the gain there flatters.",
    ]
    return [
        f"{'Better than the default' if verdict.kept else 'Nothing is changed'}: {verdict.told}.",
        *(gained if search.best != search.base else []),
        f"Data: {', '.join(data)}. Seed {search.base.seed}, {len(search.trials)} trials, {search.pruned} of them pruned.",
    ]


def parameter_table(search: Search) -> Table:
    """What was searched, what is the default, what was found, and how much it told good trials from bad ones."""
    importances = search.importances()
    table = Table(title="Parameters", caption="importance: rough, from the trials fitted to the end")
    table.add_column("parameter")
    for heading in ("default", "found", "importance", "searched"):
        table.add_column(heading, justify="right")
    before, new = search.base.flat(), differences(search.base, search.best)
    for one in search.space:
        importance = f"{importances[one.name]:.2f}" if one.name in importances else "-"
        table.add_row(one.name, f"{before[one.name]:g}", f"{new[one.name]:g}" if one.name in new else "same", importance, one.shown)
    return table


def loss_table(verdict: Verdict) -> Table:
    """Pinball and RMSE of ln(price), default against found, by origin and view, means over the seeds."""
    table = Table(title="Loss by origin, as served, mean over the seeds", caption="loss: found relative to the default, below 1 is better")
    table.add_column("origin")
    for heading in ("view", "pinball, default", "found", "RMSE, default", "found", "loss"):
        table.add_column(heading, justify="right")
    default, found = verdict.default.mean(axis=0), verdict.found.mean(axis=0)
    for at, year in enumerate(verdict.years):
        for view in range(default.shape[1]):
            cells = [f"{figures[at, view, figure]:.4f}" for figure in range(2) for figures in (default, found)]
            name = f"{year:g}, check" if at == len(verdict.years) - 1 else f"{year:g}"
            last = f"{verdict.by_origin[at]:.3f}" if view == 0 else ""
            table.add_row("" if view else name, ("deal", "listing")[view] if default.shape[1] > 1 else "all", *cells, last)
    return table
