"""One self-contained HTML page: sections with a table of contents, tables, pictures and text, escaped; no script, no network, readable on a phone.

Chinese names stand beside the English ones where they are given; the page follows the reader's light or dark setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from training.cells import Cell, State, Verdict, cell_html

STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
LEAST_CONTENTS = 4
"""Sections from which on a page has a table of contents."""


@dataclass(frozen=True)
class Tile:
    """A headline figure: what it is, the figure, and a remark; `state` where there is a verdict."""

    label: str
    figure: str
    remark: str = ""
    state: State = ""


class Page:
    """A page that grows section by section."""

    def __init__(self, title: str, subtitle: str = "") -> None:
        self._title = title
        self._head = [f"<h1>{escape(title)}</h1>"] + ([f'<p class="note">{escape(subtitle)}</p>'] if subtitle else [])
        self._sections: list[tuple[str, str]] = []
        self._parts: list[str] = []
        self._attention: list[tuple[str, int]] = []

    def heading(self, text: str, zh: str = "") -> None:
        """Begins a section, listed in the table of contents."""
        self._sections.append((text, zh))
        self._parts.append(f'<h2 id="s{len(self._sections)}">{_both(text, zh)}</h2>')

    def subheading(self, text: str, zh: str = "") -> None:
        self._parts.append(f"<h3>{_both(text, zh)}</h3>")

    def text(self, text: str) -> None:
        self._parts.append(f"<p>{escape(text)}</p>")

    def note(self, text: str) -> None:
        """Small print: how to read what stands beside it."""
        self._parts.append(f'<p class="note">{escape(text)}</p>')

    def attention(self, text: str) -> None:
        """What a reader should look at first: told on top of the page too, with a link to the section that it stands in."""
        self._attention.append((text, len(self._sections)))
        self._parts.append(f'<p class="attention">{escape(text)}</p>')

    def warning(self, text: str) -> None:
        self._parts.append(f'<p class="warning" role="note">{escape(text)}</p>')

    def preformatted(self, text: str) -> None:
        self._parts.append(f"<pre>{escape(text)}</pre>")

    def tiles(self, tiles: Sequence[Tile]) -> None:
        """Headline figures in a row."""
        shown = [(escape(one.label), one.state, cell_html(Verdict(one.figure, one.state)), escape(one.remark)) for one in tiles]
        items = "".join(f'<li><span>{label}</span><b class="{state}">{figure}</b><small>{remark}</small></li>' for label, state, figure, remark in shown)
        self._parts.append(f'<ul class="tiles">{items}</ul>')

    def table(self, header: Sequence[str], rows: Iterable[Sequence[Cell]], caption: str = "", words: Sequence[int] = (), folded: str = "") -> None:
        """The first column names the row; columns in `words` hold prose and stand left. A long table may be `folded` behind a line that opens it."""
        prose = {0, *words}
        head = "".join(f'<th scope="col"{_kind(at, prose)}>{escape(name)}</th>' for at, name in enumerate(header))
        body = "".join(f"<tr>{_row(row, prose)}</tr>" for row in rows)
        title = f"<caption>{escape(caption)}</caption>" if caption else ""
        table = f'<div class="wide"><table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        self._parts.append(f"<details><summary>{escape(folded)}</summary>{table}</details>" if folded else table)

    def picture(self, uri: str, alt: str, caption: str = "") -> None:
        """A picture; those that follow one another stand side by side where there is room."""
        below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
        figure = f'<figure><img src="{uri}" alt="{escape(alt)}">{below}</figure>'
        if self._parts and self._parts[-1].startswith('<div class="pictures">'):
            self._parts[-1] = self._parts[-1].removesuffix("</div>") + f"{figure}</div>"
        else:
            self._parts.append(f'<div class="pictures">{figure}</div>')

    def entry(self, title: str, lines: Sequence[str], quote: str) -> None:
        """A record worth reading: what it is, facts in a line each, and its text."""
        facts = "".join(f'<p class="note">{escape(line)}</p>' for line in lines)
        self._parts.append(f"<article><h4>{escape(title)}</h4>{facts}<blockquote>{escape(quote)}</blockquote></article>")

    def items(self, items: Sequence[str]) -> None:
        """A list of sentences."""
        self._parts.append(f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in items)}</ul>")

    def html(self) -> str:
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>{escape(self._title)}</title><style>{STYLE}</style></head><body><header>{''.join(self._head)}{self._first()}</header>"
            f"{self._contents()}<main>{''.join(self._parts)}</main></body></html>\n"
        )

    def _first(self) -> str:
        items = "".join(f'<li><a href="#s{section}">{escape(text)}</a></li>' for text, section in self._attention)
        return f'<section class="first" aria-label="Look at first"><b>Look at first</b><span lang="zh">请先看</span><ul>{items}</ul></section>' if items else ""

    def _contents(self) -> str:
        if len(self._sections) < LEAST_CONTENTS:
            return ""
        items = "".join(f'<li><a href="#s{at}">{escape(f"{text} {zh}".rstrip())}</a></li>' for at, (text, zh) in enumerate(self._sections, 1))
        return f'<nav aria-label="Contents"><ol>{items}</ol></nav>'


def _both(text: str, zh: str) -> str:
    return escape(text) + (f'<span lang="zh">{escape(zh)}</span>' if zh else "")


def _kind(column: int, prose: set[int]) -> str:
    return ' class="words"' if column in prose else ""


def _row(row: Sequence[Cell], prose: set[int]) -> str:
    cells = [f"<td{_kind(at, prose)}>{cell_html(cell)}</td>" for at, cell in enumerate(row) if at > 0]
    return f'<th scope="row">{cell_html(row[0])}</th>' + "".join(cells) if row else ""
