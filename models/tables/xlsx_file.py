"""XLSX sheets by python-calamine: numbers and dates arrive as such, blank rows are passed over, lines are those of the sheet."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import python_calamine as calamine

from models.tables.nearest import suggestion
from models.tables.raw_table import RawTable, from_cells, tidy_name
from valuation.catalogue import say
from valuation.field_error import FieldError


def read_xlsx(path: Path, sheet: str | None = None, header_row: int = 1, missing: tuple[str, ...] = ()) -> RawTable:
    """The sheet of that name (the first one otherwise); `header_row` is the 1-based line that holds the column names."""
    cells = sheet_cells(path, sheet)
    if len(cells) < header_row:
        raise FieldError(f"{path.name}: table.header_row", header_row, say("tables.file.short_sheet", lines=len(cells)), say("tables.file.name_header"))
    header = [tidy_name(str(name)) for name in cells[header_row - 1]]
    used = [at for at, name in enumerate(header) if name]
    lines = [at for at in range(header_row, len(cells)) if any(cell != "" for cell in cells[at])]
    columns = list(zip(*(cells[line] for line in lines), strict=True)) or [()] * len(header)
    return RawTable(
        file=path.name,
        names=tuple(header[at] for at in used),
        columns={header[at]: from_cells(columns[at], missing) for at in used},
        rows=len(lines),
        lines=np.asarray(lines, dtype=np.int64) + 1,
    )


def sheet_cells(path: Path, sheet: str | None = None) -> list[list[object]]:
    """All cells of a sheet, line by line, blanks as ""."""
    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as book:
            names = book.sheet_names
            if sheet is not None and sheet not in names:
                raise FieldError(f"{path.name}: table.sheet", sheet, say("tables.file.no_sheet"), suggestion(sheet, names))
            return cast(list[list[object]], book.get_sheet_by_name(sheet or names[0]).to_python(skip_empty_area=False))
    except calamine.CalamineError as error:
        raise FieldError(str(path), None, say("tables.file.no_workbook", error=error), say("tables.file.save_xlsx")) from None
