"""The section on maturity and value: what the text heads reach on projects that they have not seen, a table a kind of head.

Figures come by name, `kind.head.figure` or `kind.figure` (`score.economic.cover90`, `maturity.log_loss`); a new one gets its column by itself.
"""

from __future__ import annotations

from math import isfinite

from training.cells import Cell
from training.page import Page
from training.report.finished import Figures, Finished

KINDS = {
    "maturity": ("Maturity", "技术成熟度", "Levels 1 to 9 as text and attributes suggest them, a distribution and never a point."),
    "score": (
        "Experts' scores",
        "专家评分",
        "0 to 100, estimated from text and attributes; the interval should hold nine in ten, the rank correlation is 1 for a perfect order.",
    ),
    "signals": ("Which value dominates", "主导价值", "Class probabilities from text: a signal, not a degree of value."),
}
"""Kind of head → heading, its Chinese name, how to read it; another kind is shown under its own name."""


def add_text_heads(page: Page, run: Finished) -> Figures:
    """The named figures of every head."""
    figures = run.evaluation.heads
    if figures:
        page.heading("Maturity and value", "成熟度与价值")
        page.text("On projects held out. All are read from texts and attributes: signals for a person to check, not assessments.")
    for kind in dict.fromkeys(name.split(".")[0] for name in figures):
        title, zh, how = KINDS.get(kind, (kind, "", ""))
        page.subheading(title, zh)
        if how:
            page.note(how)
        _add_table(page, kind, {name: value for name, value in figures.items() if name.split(".")[0] == kind})
    return {"heads": figures}


def _add_table(page: Page, kind: str, figures: dict[str, float]) -> None:
    """Heads as rows, figures as columns."""
    parts = {name: (".".join(name.split(".")[1:-1]) or kind, name.split(".")[-1]) for name in figures}
    heads, columns = (list(dict.fromkeys(part[at] for part in parts.values())) for at in (0, 1))
    found = {part: figures[name] for name, part in parts.items()}
    rows: list[list[Cell]] = [[head, *(_told(found.get((head, column))) for column in columns)] for head in heads]
    page.table(("head", *(column.replace("_", " ") for column in columns)), rows)


def _told(value: float | None) -> str:
    return "–" if value is None or not isfinite(value) else f"{value:,.3f}".removesuffix(".000")
