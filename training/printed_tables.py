"""Tables of figures and of coverage for a terminal of 120 columns, for `make train` and `make evaluate` alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from training.coverage_table import LEAST_FLAGGED, CoverageRow
from training.price_study import PriceStudy
from training.study_sheets import COLUMNS, cells_of

WIDEST_NAME, MOST_ROWS = 30, 6


def figure_table(title: str, first: str, studies: Mapping[str, PriceStudy], columns: Mapping[str, str], last: Mapping[str, PriceStudy]) -> Table:
    """One row per study, then the rows of `last` below a line; `columns`: figure → short heading."""
    table = Table(title=Text(title), box=SIMPLE_HEAD, padding=0, show_edge=False)  # what else would not leave room for the figures
    table.add_column(first, max_width=WIDEST_NAME, overflow="ellipsis", no_wrap=True)
    for heading in columns.values():
        table.add_column(heading, justify="right", no_wrap=True)
    for name, study in studies.items():
        table.add_row(Text(name), *cells_of(study, columns))
    table.add_section()
    for name, study in last.items():
        table.add_row(Text(name), *cells_of(study, columns))
    return table


def coverage_shown(rows: Sequence[CoverageRow]) -> Table:
    """Of each way to look, the largest groups that are judged, those outside their band first; how many others stand in the report."""
    judged = [row for row in rows if row.judged]
    shown = [row for by in dict.fromkeys(row.by for row in judged) for row in _largest([row for row in judged if row.by == by])]
    table = Table(title=f"Coverage of the 90 % interval, n ≥ {LEAST_FLAGGED}", box=SIMPLE_HEAD, show_edge=False)
    table.add_column("by", no_wrap=True)
    table.add_column("value", max_width=WIDEST_NAME, overflow="ellipsis", no_wrap=True)
    for heading in ("n", "inside", "95 % band", "width", "Winkler", ""):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in shown:
        mark = Text("OUTSIDE", style="red") if row.flagged else Text("")
        band = f"{row.low:.3f}-{row.high:.3f}"
        table.add_row(Text(row.by), Text(row.value), f"{row.n:,}", f"{row.cover90:.3f}", band, f"{row.width90:.2f}", f"{row.winkler90:.2f}", mark)
    hidden = [row for row in judged if row not in shown]
    outside = sum(row.flagged for row in hidden)
    table.caption = f"in the report: {len(hidden)} more such groups, {outside} of them outside, and {len(rows) - len(judged)} thinner ones with their bands"
    return table


def _largest(rows: Sequence[CoverageRow]) -> list[CoverageRow]:
    """At most `MOST_ROWS`, flagged ones before others, in the order in which they were given."""
    kept = sorted(range(len(rows)), key=lambda at: (not rows[at].flagged, -rows[at].n))[:MOST_ROWS]
    return [rows[at] for at in sorted(kept)]


def headings(names: Sequence[str]) -> dict[str, str]:
    """Figures with their usual headings."""
    return {name: COLUMNS[name][0] for name in names}
