"""Rows that could not be used, each with its reason: collected while a table is read, written as CSV, told in a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from models.tables.write import write_table
from valuation.bilingual import Bilingual, Language
from valuation.catalogue import say
from valuation.field_error import FieldError

SHOWN = 5


@dataclass(frozen=True)
class Reject:
    """One problem of one row. `row` counts data rows from 1, `line` is the line of the sheet or text file (None for Parquet);
    `field` is the column; `dropped` is false where only this label was lost and the row still serves others. Reason and fix are in English, and
    again in Chinese.
    """

    row: int
    line: int | None
    id: str
    field: str
    value: str
    reason: str
    fix: str
    dropped: bool = True
    reason_zh: str = ""
    fix_zh: str = ""


def write_rejects(rejects: Sequence[Reject], path: Path | str) -> None:
    """The rejects as CSV (or Parquet, by suffix), one line a problem, in the order of the rows."""
    types = {"row": pa.int64(), "line": pa.int64(), "dropped": pa.bool_()}
    names = [each.name for each in fields(Reject)]
    write_table(pa.table({name: pa.array([getattr(each, name) for each in rejects], types.get(name, pa.string())) for name in names}), path)


def told(rejects: Sequence[Reject], file: str, language: Language = "en") -> list[str]:
    """One line for each kind of problem, the most frequent first: file, field, reason, first rows and values, count, fix."""
    kinds: dict[tuple[str, str], list[Reject]] = {}
    for each in rejects:
        kinds.setdefault((each.field, each.reason), []).append(each)
    return [_line(found, file, language) for found in sorted(kinds.values(), key=len, reverse=True)]


def _line(found: list[Reject], file: str, language: Language) -> str:
    first = found[0]
    rows = ", ".join(str(each.row if each.line is None else each.line) for each in found[:SHOWN])
    where = say(f"tables.told.{'row' if first.line is None else 'line'}{'s' if len(found) > 1 else ''}", rows=rows)
    if len(found) > SHOWN:
        where = say("tables.told.more", where=where, count=len(found) - SHOWN)
    values = ", ".join(dict.fromkeys(repr(each.value) for each in found[:SHOWN]))
    reason, fix = Bilingual(zh=first.reason_zh, en=first.reason), Bilingual(zh=first.fix_zh, en=first.fix)
    return say("tables.told.one", file=file, field=first.field, reason=reason, where=where, values=values, fix=fix).in_language(language)


class RowProblems:
    """What went wrong where, while a table of n rows is read. `fatal` (n,) marks the rows that cannot be used at all, `told` (n,) those
    of which anything is reported, and `found` is all of it: rows, what is wrong with them, whether that is fatal."""

    def __init__(self, rows: int) -> None:
        self.fatal: NDArray[np.bool_] = np.zeros(rows, dtype=bool)
        self.told: NDArray[np.bool_] = np.zeros(rows, dtype=bool)
        self.found: list[tuple[NDArray[np.int64], FieldError, bool]] = []

    def add(self, wrong: Sequence[tuple[NDArray[np.int64], FieldError]], *, fatal: bool = True) -> None:
        """Rows that share an error; not fatal where they lose one label only."""
        for rows, error in wrong:
            self.found.append((rows, error, fatal))
            self.told[rows] = True
            if fatal:
                self.fatal[rows] = True

    def rejects(self, ids: Sequence[str], lines: NDArray[np.int64] | None) -> list[Reject]:
        """Every problem as a Reject, by row; a row that is fatal for one reason is dropped whatever the others."""
        found = sorted(((int(row), at) for at, (rows, _, _) in enumerate(self.found) for row in rows), key=lambda each: each[0])
        return [self._reject(row, self.found[at][1], ids, lines) for row, at in found]

    def reasons(self, lines: NDArray[np.int64] | None, before: int = 0) -> dict[int, str]:
        """Row index → all that makes it unreadable, in one sentence each; `before` rows of the file come ahead of these."""
        sentences: dict[int, list[str]] = {}
        for rows, error, _ in self.found:
            for row in rows.tolist():
                sentences.setdefault(row, []).append(str(error))
        return {row: f"{_where(row, lines, before)}: {' | '.join(sentences[row])}" for row in sorted(sentences)}

    def _reject(self, row: int, error: FieldError, ids: Sequence[str], lines: NDArray[np.int64] | None) -> Reject:
        line = None if lines is None else int(lines[row])
        return Reject(
            row=row + 1,
            line=line,
            id=ids[row],
            field=error.field,
            value=error.value,
            reason=error.reason,
            fix=error.fix,
            dropped=bool(self.fatal[row]),
            reason_zh=error.reason_in("zh"),
            fix_zh=error.fix_in("zh"),
        )


def _where(row: int, lines: NDArray[np.int64] | None, before: int) -> str:
    return f"row {before + row + 1}" if lines is None else f"row {before + row + 1} (line {int(lines[row])})"
