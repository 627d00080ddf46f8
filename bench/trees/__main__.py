"""`python -m bench.trees`: the forests of a bundle in every form, a row's CPU time in each, by batch, on simulated contracts."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from cyclopts.validators import Number
from rich.console import Console
from rich.table import Table

from bench.trees.forests import Reads, read_forests
from bench.trees.forms import FORMS, INPUTS, graph_of
from bench.trees.matrices import matrices
from bench.trees.timed import Times, timed
from models.session import open_session

app = App(name="bench-trees", help=__doc__)
BATCHES = (1, 8, 64, 512)


@app.default
def bench_trees(
    bundle: Path = Path("models/demo"),
    rows: Annotated[int, Parameter(validator=Number(gte=512))] = 4_096,
    rounds: Annotated[int, Parameter(validator=Number(gte=1))] = 7,
) -> None:
    """Times the forests of one bundle.

    Parameters
    ----------
    bundle
        A bundle trained through training/sources/simulated.toml.
    rows
        Simulated contracts, each of them different.
    rounds
        How often each form is timed, the forms in alternation; the median counts.
    """
    reads = read_forests(bundle)
    with tempfile.TemporaryDirectory(prefix="trees-") as work:
        seen = matrices(bundle, reads, rows, Path(work))
    reads = [one.seeing(matrix) for one, matrix in zip(reads, seen, strict=True)]
    feed = dict(zip(INPUTS, seen, strict=False))
    sessions = {name: open_session(graph_of(form, reads).SerializeToString()) for name, form in FORMS.items()}
    runs = {name: (lambda part, session=session: session.run(None, part)) for name, session in sessions.items()}
    Console().print(shown(reads, timed(runs, feed, BATCHES, rounds)))


def shown(reads: list[Reads], times: Times) -> Table:
    """Microseconds of a processor a row, and the ratio to the first form."""
    forests = [trees for one in reads for trees in one.forests.values()]
    table = Table(title=f"{len(forests)} forests of {sum(trees.tree_count for trees in forests):,} trees, µs of CPU a row (ratio to the first)")
    table.add_column("form", no_wrap=True)
    for batch in times:
        table.add_column(f"batch {batch}", justify="right")
    first = next(iter(next(iter(times.values()))))
    for form in next(iter(times.values())):
        table.add_row(form, *(f"{spent[form]:.1f} ({spent[form] / spent[first]:.2f})" for spent in times.values()))
    return table


if __name__ == "__main__":
    app()
