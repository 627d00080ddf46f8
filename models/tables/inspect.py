"""`python -m models.tables.inspect --data TABLE [--out file.toml]`: drafts a mapping file for a table that nobody here has seen.

The draft goes to standard output or to the file, the summary (guesses, examples, open questions, what reading it would reject) to standard error.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table
from rich.text import Text

from models.console import stderr_console
from models.tables.csv_file import allow_long_cells, sniff
from models.tables.draft import draft
from models.tables.guess import Guess, guess, role_of
from models.tables.mapping import Mapping
from models.tables.mapping_parts import TableLayout
from models.tables.open_table import SHEETS, TEXT, open_table
from models.tables.read import read_table
from models.tables.rejects import told
from models.tables.survey import ColumnSurvey, survey
from models.tables.text_encoding import decode
from models.tables.xlsx_file import sheet_cells
from valuation.catalogue import say
from valuation.field_error import FieldError

_LOOKED_AT = 20
"""Lines among which the header row is looked for."""


@dataclass(frozen=True)
class Inspection:
    """The draft of a mapping file and what it rests on."""

    text: str
    guess: Guess
    columns: list[ColumnSurvey]


def inspect_table(path: Path | str, name: str | None = None) -> Inspection:
    """Looks at every column of a table and drafts its mapping; FieldError where the file cannot be read at all."""
    path = Path(path)
    layout = TableLayout(header_row=_header_row(path))
    columns = survey(open_table(path, layout))
    found = guess(columns)
    return Inspection(draft(found, path.name, name or path.stem, layout, columns), found, columns)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m models.tables.inspect", description="Draft a mapping file for a table (CSV, XLSX, Parquet).")
    parser.add_argument("--data", dest="table", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="the mapping file to write; never overwritten")
    given = parser.parse_args(arguments)
    console = stderr_console()
    try:
        if given.out is not None and given.out.exists():
            raise FieldError("--out", given.out, say("mappings.draft_exists"), say("mappings.name_another"))
        inspection = inspect_table(given.table, given.out.stem if given.out else None)
    except FieldError as error:
        console.print(Text(str(error), style="red"))
        return 1
    console.print(_summary(inspection, given.table))
    console.print(Text(_verdict(inspection.text, given.table)))
    if given.out is None:
        sys.stdout.write(inspection.text)
    else:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(inspection.text, encoding="utf-8")
    return 0


def _header_row(path: Path) -> int:
    """The first line nearly as full as the fullest of the first twenty: a title above the header does not count."""
    suffix = path.suffix.lower()
    if not path.is_file() or suffix not in (*TEXT, *SHEETS):
        return 1
    if suffix in SHEETS:
        lines = [[str(cell) for cell in line] for line in sheet_cells(path)[:_LOOKED_AT]]
    else:
        text, _ = decode(path.read_bytes(), path.name)
        head = "\n".join(text.split("\n", _LOOKED_AT)[:_LOOKED_AT])
        allow_long_cells(len(head))
        lines = list(csv.reader(io.StringIO(head), delimiter=sniff(head.replace("\n", " "))))
    filled = [sum(1 for cell in line if cell.strip()) for line in lines]
    return next((at + 1 for at, count in enumerate(filled) if count >= 0.8 * max(filled)), 1)


def _summary(inspection: Inspection, path: Path) -> Table:
    rows = inspection.columns[0].rows if inspection.columns else 0
    table = Table(title=f"{path.name}: {rows:,} rows, {len(inspection.columns)} columns", title_justify="left")
    for heading, style in (
        ("column", "bold"),
        ("filled", ""),
        ("distinct", ""),
        ("looks like", "green"),
        ("examples", "dim"),
        ("question or reason", "yellow"),
    ):
        table.add_column(heading, style=style, justify="right" if heading in ("filled", "distinct") else "left", overflow="fold")
    for column in inspection.columns:
        role, note = role_of(inspection.guess, column.name)
        filled = f"{100 * column.filled / column.rows:.0f} %" if column.rows else "–"
        # Text, since cells may hold what rich takes for markup.
        table.add_row(*[Text(each) for each in (column.name, filled, f"{column.distinct:,}", role, " · ".join(column.examples), note)])
    return table


def _verdict(text: str, path: Path) -> str:
    """Whether the draft loads as it stands, and what of the table it could read."""
    try:
        mapping = Mapping.of(tomllib.loads(text), "the draft")
        table = read_table(path, mapping)
    except FieldError as error:
        return f"The draft does not load yet: {error}"
    questions = text.count("# ?")
    lines = [
        f"The draft loads: {len(table):,} rows can be used, {sum(each.dropped for each in table.rejects):,} problems drop a row; {questions} open questions."
    ]
    return "\n".join(lines + told(table.rejects, path.name)[:5])


if __name__ == "__main__":
    sys.exit(main())
