from __future__ import annotations

import pytest
from rich.table import Table

from models.console import LOG_WIDTH, stderr_console


def test_what_looks_like_markup_is_text_in_lines_titles_and_cells(capsys: pytest.CaptureFixture[str]) -> None:
    console = stderr_console()
    table = Table(title="[/b] title")
    table.add_column("[red]column")
    table.add_row("[/] cell :smile:")
    console.print("line [/x]", table)
    said = capsys.readouterr()
    assert said.out == "" and console.width == LOG_WIDTH
    for text in ("line [/x]", "[/b] title", "[red]column", "[/] cell :smile:"):
        assert text in said.err
