"""What one run of the bench found, and how it is shown: on the console, as JSON and as a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table as ConsoleTable

from bench.quality.grades import GradeComparison
from bench.quality.grants import GrantComparison
from bench.quality.impact import ImpactComparison
from bench.quality.prices import PriceComparison
from bench.quality.shown import Shown, costs_shown, figures_shown, grades_shown, partitions_shown, segments_shown, targets_shown
from bench.quality.targets import Target
from training.cells import Cell, State, Verdict
from training.finite_json import as_json
from training.page import Page

HOW = (
    "Every model learns from the same earlier contracts and is judged on the same later ones, all that this pipeline answered. Every rival's interval is its "
    "mean with the residuals of its own last five rolling yearly origins around it, two years ahead, as this pipeline's is calibrated; raw quantiles are "
    "LightGBM's own. "
    "RMSE, width, Winkler score (20 times what falls outside, plus the width) and pinball loss are in ln(price); lower is better. Differences are this "
    "pipeline's figure minus the model's, with 95 % intervals of a bootstrap over projects: below 0, this pipeline is better."
)
STATES: dict[str, State] = {"yes": "good", "NO": "bad", "cannot tell": "warn"}


@dataclass(frozen=True)
class Outcome:
    """Each part is None where it was not asked for or its table is not there; `about` says what ran, when and on what, in short sentences."""

    about: tuple[str, ...]
    prices: PriceComparison | None = None
    impact: ImpactComparison | None = None
    grants: GrantComparison | None = None
    grades: GradeComparison | None = None

    @property
    def targets(self) -> list[Target]:
        """Those of all parts."""
        return [target for part in (self.prices, self.impact, self.grants, self.grades) if part is not None for target in part.targets]


def print_outcome(outcome: Outcome, console: Console) -> None:
    """All tables, side by side with the rivals, the targets last."""
    for shown in _tables(outcome):
        table = ConsoleTable(title=shown.title, title_justify="left")
        for at, name in enumerate(shown.header):
            table.add_column(name, justify="left" if at == 0 else "right")
        for row in shown.rows:
            table.add_row(*row)
        console.print(table)


def write_outcome(outcome: Outcome, out: Path) -> None:
    """The JSON file `out` and the page beside it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(as_json(asdict(outcome)) + "\n", encoding="utf-8")
    page = Page("This pipeline beside its rivals")
    page.text(HOW)
    for line in outcome.about:
        page.text(line)
    for shown in _tables(outcome):
        page.heading(shown.title)
        page.table(shown.header, [_cells(row) for row in shown.rows])
    out.with_suffix(".html").write_text(page.html(), encoding="utf-8")


def _tables(outcome: Outcome) -> Iterator[Shown]:
    if outcome.prices is not None:
        yield from (figures_shown(table) for table in outcome.prices.tables)
        yield from (segments_shown(table) for table in outcome.prices.tables if table.segments)
        yield costs_shown(outcome.prices.spendings)
    if outcome.grants is not None:
        yield figures_shown(outcome.grants.table)
    if outcome.grades is not None:
        yield grades_shown(outcome.grades)
    if outcome.impact is not None:
        yield partitions_shown(outcome.impact)
    yield targets_shown(outcome.targets)


def _cells(row: tuple[str, ...]) -> list[Cell]:
    *rest, last = row
    return [*rest, Verdict(last, STATES[last]) if last in STATES else last]
