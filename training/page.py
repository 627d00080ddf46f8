"""One self-contained HTML page: headings, tables, pictures and text, escaped; no script, no network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

STYLE = """body{font:15px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;max-width:1080px;margin:2rem auto;padding:0 1rem;color:#1c2430}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #d5dbe3}table{border-collapse:collapse;margin:.5rem 0}
td,th{padding:.2rem .6rem;border-bottom:1px solid #e6eaf0;text-align:right}td:first-child,th:first-child{text-align:left}
.warn{background:#fff3cd;border:1px solid #e0c36a;padding:.5rem 1rem}figure{display:inline-block;margin:.3rem}img{max-width:100%}pre{white-space:pre-wrap}"""


class Page:
    """A page that grows section by section."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._parts: list[str] = [f"<h1>{escape(title)}</h1>"]

    def heading(self, text: str) -> None:
        self._parts.append(f"<h2>{escape(text)}</h2>")

    def text(self, text: str) -> None:
        self._parts.append(f"<p>{escape(text)}</p>")

    def warning(self, text: str) -> None:
        self._parts.append(f'<p class="warn">{escape(text)}</p>')

    def preformatted(self, text: str) -> None:
        self._parts.append(f"<pre>{escape(text)}</pre>")

    def table(self, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        self._parts.append(f"<table><tr>{head}</tr>{body}</table>")

    def picture(self, uri: str, alt: str) -> None:
        self._parts.append(f'<figure><img src="{uri}" alt="{escape(alt)}"></figure>')

    def html(self) -> str:
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(self._title)}</title><style>{STYLE}</style></head>'
            f"<body>{''.join(self._parts)}</body></html>\n"
        )
