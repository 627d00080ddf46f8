"""The last section: the model card as it lies in the bundle, its Markdown as parts of the page."""

from __future__ import annotations

from itertools import groupby

from models.card import card
from training.page import Page
from training.report.finished import Figures, Finished


def add_card(page: Page, run: Finished) -> Figures:
    """The card, word for word."""
    page.heading("Model card", "模型卡")
    add_markdown(page, card(run.manifest))
    return {}


def add_markdown(page: Page, text: str) -> None:
    """Headings, tables, lists and paragraphs, which is all that a card has; stars and backticks are dropped."""
    lines = [line.strip().replace("**", "").replace("`", "") for line in text.splitlines()]
    for kind, group in groupby(lines, _kind):
        block = list(group)
        if kind == "table":
            header, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block]
            page.table(header, rows, words=range(1, len(header)))
        elif kind == "list":
            page.items([line.removeprefix("- ") for line in block])
        elif kind == "heading":
            for line in block:
                page.subheading(line.lstrip("# "))
        elif kind == "text":
            page.text(" ".join(block))


def _kind(line: str) -> str:
    return "" if not line else {"|": "table", "-": "list", "#": "heading"}.get(line[0], "text")
