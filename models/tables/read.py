"""A table through its mapping file: to train on (bad rows left out, each with a reason) or to score (every row in its place), whole or in slices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from models.tables.contract_table import ContractTable
from models.tables.inputs import read_inputs, texts_of
from models.tables.known_columns import as_named, lacking, with_total_alone
from models.tables.labels import RowLabels, no_labels, read_labels, read_projects
from models.tables.mapping import ColumnUse, Mapping
from models.tables.nearest import suggestion
from models.tables.open_table import open_sliced, open_table
from models.tables.parties import read_related
from models.tables.raw_table import RawTable
from models.tables.rejects import RowProblems, told
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.field_error import FieldError


def read_table(path: Path | str, mapping: Mapping, *, purpose: Literal["train", "score"] = "train", default_date: date | None = None) -> ContractTable:
    """The table's rows by the mapping.

    "train" reads labels and leaves bad rows out (`rejects`). "score" never looks at a label: ids, texts, date and attributes only; a row that cannot be
    read stays in its place (`unreadable`); `default_date` is the valuation date of rows without one. FieldError where the file as a whole does not fit.
    """
    opened = open_table(path, mapping.table)
    raw = as_named(opened, mapping.table)
    if purpose == "score":
        table = read_slice(raw, mapping, default_date)
        return replace(table, warnings=(*lacking(opened, raw), *table.warnings))
    warnings = [*lacking(opened, raw), *_cut_ids(raw, mapping)]
    mapping, told = with_total_alone(raw, mapping)
    _fits(raw, mapping, [*mapping.inputs(), *mapping.labels()])
    return replace(_to_train(raw, mapping), warnings=(*told, *warnings))


@dataclass(frozen=True)
class SlicedTable:
    """A table to score that is read slice by slice, each by `read_slice`. `rows` counts all of it; `warnings` are those that its column names give."""

    rows: int
    slices: Iterator[RawTable]
    warnings: tuple[Bilingual, ...]


def open_to_score(path: Path | str, mapping: Mapping, rows: int, default_date: date | None = None) -> SlicedTable:
    """The table in slices of `rows` rows, columns that scoring reads alone. FieldError where the file as a whole does not fit, before a row is read."""
    file = open_sliced(path, mapping.table)
    bare = as_named(file.bare, mapping.table)
    read_slice(bare, mapping, default_date)
    wanted = {use.column for use in mapping.inputs()}
    kept = [own for own, name in zip(file.bare.names, bare.names, strict=False) if name in wanted]
    return SlicedTable(file.rows, (as_named(raw, mapping.table) for raw in file.slices(rows, kept)), tuple(lacking(file.bare, bare)))


def read_slice(raw: RawTable, mapping: Mapping, default_date: date | None = None) -> ContractTable:
    """Rows to score by the mapping. A row means the same in any slice: nothing here is decided over several of them."""
    uses = [use for use in mapping.inputs() if default_date is None or use.path != "date.column"]
    _fits(raw, mapping, uses)
    if mapping.date is None and default_date is None:
        raise FieldError(f"{mapping.file}: date", None, say("mappings.no_date"), say("mappings.give_day"))
    problems = _whole_rows(raw)
    ids = _ids(raw, mapping)
    columns = read_inputs(raw, mapping, problems, default_date)
    labels = no_labels(raw.rows)
    rows = np.arange(1, raw.rows + 1, dtype=np.int64) + raw.before
    projects = [each or f"row {row}" for row, each in zip(rows.tolist(), ids, strict=True)]
    return ContractTable(
        ids,
        rows,
        columns,
        labels.amounts,
        projects,
        labels.levels,
        labels.scores,
        labels.dominant,
        mapping,
        raw.file,
        warnings=tuple(_cut_ids(raw, mapping)),
        unreadable=problems.reasons(raw.lines, raw.before),
    )


def _to_train(raw: RawTable, mapping: Mapping) -> ContractTable:
    problems = _whole_rows(raw)
    ids = _ids(raw, mapping)
    _check_ids(ids, mapping, problems)
    columns = read_inputs(raw, mapping, problems)
    labels = read_labels(raw, mapping, problems)
    projects = read_projects(raw, mapping, ids)
    _drop_unlabelled(mapping, labels, problems)
    rejects = problems.rejects(ids, raw.lines)
    kept = np.flatnonzero(~problems.fatal)
    if raw.rows and not len(kept):
        told_of = Bilingual(zh="\n".join(told(rejects, raw.file, "zh")[:5]), en="\n".join(told(rejects, raw.file)[:5]))
        raise FieldError(raw.file, None, say("tables.file.no_rows", rows=raw.rows), told_of)
    rows = np.arange(1, raw.rows + 1, dtype=np.int64)
    related = read_related(raw, mapping.party)
    whole = ContractTable(
        ids, rows, columns, labels.amounts, projects, labels.levels, labels.scores, labels.dominant, mapping, raw.file, related, labels.terms, rejects=rejects
    )
    return whole.take(kept)


def _whole_rows(raw: RawTable) -> RowProblems:
    problems = RowProblems(raw.rows)
    fix = say("tables.row.quote")
    problems.add([(np.array([row]), FieldError("record", None, reason, fix)) for row, reason in raw.broken.items()])
    return problems


def _drop_unlabelled(mapping: Mapping, labels: RowLabels, problems: RowProblems) -> None:
    """A source with labels teaches nothing by a row that has none; the reason is given unless one stands there already."""
    bare = np.flatnonzero(~labels.any() & ~problems.fatal) if mapping.has_labels else np.empty(0, np.int64)
    no_label = ("project.keys", "price.unit_column", "price.total")
    labels_of = [use for use in mapping.labels() if use.path not in no_label and not use.path.startswith("party.")]
    names = ", ".join(dict.fromkeys(use.column for use in labels_of))
    unexplained = bare[~problems.told[bare]]
    problems.fatal[bare] = True
    if len(unexplained):
        problems.add([(unexplained, FieldError(names, None, say("tables.row.no_label"), say("tables.row.fill")))])


def _ids(raw: RawTable, mapping: Mapping) -> list[str]:
    return texts_of(raw.columns[mapping.id]) if mapping.id else [str(raw.before + row) for row in range(1, raw.rows + 1)]


def _check_ids(ids: list[str], mapping: Mapping, problems: RowProblems) -> None:
    """An id that is no contract's number, or was cut short by a spreadsheet, would join strangers into one project."""
    if mapping.id is None or mapping.id_pattern is None:
        return
    pattern = re.compile(mapping.id_pattern)
    reason, fix = say("tables.row.id_pattern", pattern=mapping.id_pattern), say("tables.row.correct_id")
    wrong = [row for row, each in enumerate(ids) if each and not pattern.fullmatch(each.strip())]
    problems.add([(np.array([row]), FieldError(mapping.id, ids[row], reason, fix)) for row in wrong])


def _cut_ids(raw: RawTable, mapping: Mapping) -> list[Bilingual]:
    """A sentence where ids stand as numbers of more digits than a spreadsheet keeps."""
    column = raw.columns.get(mapping.id or "")
    if column is None or not pa.types.is_floating(column.type) or (pc.max(column).as_py() or 0) < 1e15:
        return []
    return [say("tables.warning.cut_ids", file=raw.file, column=mapping.id)]


def _fits(raw: RawTable, mapping: Mapping, uses: Sequence[ColumnUse]) -> None:
    """Every column that the mapping needs is there, once."""
    absent = [use for use in uses if use.required and use.column not in raw.names]
    if absent:
        first = absent[0]
        fix, others = suggestion(first.column, raw.names), ", ".join(f"{use.column} ({use.path})" for use in absent[1:])
        if others:
            fix = say("mappings.also_absent", nearest=fix, columns=others)
        raise FieldError(f"{mapping.file}: {first.path}", first.column, say("mappings.no_column", file=raw.file), fix)
    for use in uses:
        if raw.names.count(use.column) > 1:
            raise FieldError(f"{raw.file}: {use.column}", use.column, say("tables.file.column_twice"), say("tables.file.rename_column"))
