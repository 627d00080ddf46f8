"""One thing that a person may want to look at: which row, what stands there, why it was found, and what a rule did about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from models.tables.write import write_table


@dataclass(frozen=True)
class Finding:
    """`at` is the row of the corpus as it was read, -1 where the row never came into it; `row` counts data rows of the source's table from 1.

    `rule` is the rule that asked, `finding` the kind; `action` what came of it (`exclude`, `ask`, `keep`), `costs` what an exclusion takes (`price`
    or `row`); `other` is the id of the contract that this one was compared with, if any.
    """

    rule: str
    finding: str
    action: str
    costs: str
    source: str
    row: int
    id: str
    field: str
    value: str
    reason: str
    other: str
    at: int


WRITTEN = ("rule", "finding", "action", "costs", "source", "row", "id", "field", "value", "reason", "other")
"""Columns of the file; `at` means nothing outside the run."""


def write_findings(findings: Sequence[Finding], path: Path | str) -> None:
    """The findings as CSV (or Parquet, by suffix), one line each."""
    types = {"row": pa.int64()}
    write_table(pa.table({name: pa.array([getattr(each, name) for each in findings], types.get(name, pa.string())) for name in WRITTEN}), path)
