"""What a run prints of its validation: a line for each rule that found something, and the table of planted leaks."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from training.leaks.planted import LEAST_PRICES, Planted, holes
from training.validation.validation import Exclusion, Validation

WORDS = {True: "yes", False: "NO", None: "too few to tell"}


def told(validation: Validation) -> Iterator[RenderableType]:
    """The lines, then the table."""
    for each in validation.exclusions:
        if each.found:
            yield Text(f"  {_line(each)}", style="yellow" if each.rule.action != "keep" else "")
    if validation.joined.left_apart:
        yield Text(f"  {validation.joined.left_apart:,} pairs of alike texts left apart: their families are too large to be one project", style="yellow")
    if validation.leaks:
        yield planted_table(validation.leaks)
    missed = list(holes(validation.leaks))
    if missed:
        named = "; ".join(f"{each.leak}, {each.what}" for each in missed)
        yield Text(
            f"  A planted leak was NOT caught ({named}): such a leak in these data would not be seen either. Look at the attributes by hand.", style="red"
        )


def planted_table(planted: tuple[Planted, ...]) -> Table:
    """leak | planted | caught."""
    table = Table("leak", "planted", "caught", title="Leaks planted in copies of these contracts", title_justify="left")
    judged = [each for each in planted if each.caught is not None]
    table.caption = f"{len(planted) - len(judged)} more need {LEAST_PRICES} prices" if 2 * len(judged) < len(planted) else None
    for each in judged if table.caption else planted:
        table.add_row(each.leak, each.what, WORDS[each.caught], style="red" if each.caught is False else "")
    return table


def _line(each: Exclusion) -> str:
    rule = each.rule
    lost = f", {each.rows:,} rows left out" if each.rows else f", {each.prices:,} prices left out" if each.prices else ""
    first = each.examples[0]
    example = f"{first.source} row {first.row}, {first.field} {first.value!r}: {first.reason}"
    return f"{rule.name} ({rule.action}): {each.found:,} found{lost}. {example}"
