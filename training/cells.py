"""What stands in a table of a report beside plain text: a verdict, a bar on an axis, a small picture. Each becomes its own piece of HTML."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

State = Literal["", "good", "warn", "bad"]
SIGNS: dict[State, str] = {"": "", "good": "✓ ", "warn": "▲ ", "bad": "● "}
"""Before the text of a verdict, so that it does not depend on seeing colours."""


@dataclass(frozen=True)
class Verdict:
    """A figure, and whether it is as it should be."""

    text: str
    state: State


@dataclass(frozen=True)
class Bar:
    """A bar from `low` to `high` with a mark `at`, on an axis from `start` to `end`, with lines at `references`; `state` colours it."""

    low: float
    high: float
    at: float | None = None
    start: float = 0.0
    end: float = 1.0
    references: tuple[float, ...] = ()
    state: State = ""

    def share(self, value: float) -> float:
        """Where a value stands on the axis, 0 to 100, cut at its ends."""
        return 100 * min(max((value - self.start) / (self.end - self.start), 0.0), 1.0) if self.end > self.start else 0.0


@dataclass(frozen=True)
class Small:
    """A picture that fits into a line; `alt` says in words what it shows."""

    uri: str
    alt: str


Cell = str | Verdict | Bar | Small


def cell_html(cell: Cell) -> str:
    """A cell's content, escaped."""
    if isinstance(cell, Verdict):
        return f'<span class="{cell.state}">{SIGNS[cell.state]}{escape(cell.text)}</span>'
    if isinstance(cell, Bar):
        left, right = cell.share(cell.low), cell.share(cell.high)
        marks = "".join(f'<s style="left:{cell.share(one):.1f}%"></s>' for one in cell.references)
        point = "" if cell.at is None else f'<b style="left:{cell.share(cell.at):.1f}%"></b>'
        return f'<span class="axis {cell.state}" aria-hidden="true">{marks}<i style="left:{left:.1f}%;width:{right - left:.1f}%"></i>{point}</span>'
    if isinstance(cell, Small):
        return f'<img class="small" src="{cell.uri}" alt="{escape(cell.alt)}">'
    return escape(cell)
