"""Tables in: reads every source through its mapping, sets bad rows aside, lays the rest together, and checks what came out.

Warnings on whole tables, the rejects, and on which terms the deals are paid are printed."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from models.manifest import DataInfo, sha256_of
from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from models.tables.read import read_table
from models.tables.rejects import told, write_rejects
from training.context import Context
from training.corpus import merge
from training.count_terms import terms_shares
from training.terms_table import terms_table
from training.validation.borders import check_corpus
from valuation.field_error import FieldError

INPUTS = ("sources", "data")
PARAMETERS: tuple[str, ...] = ()
OUTPUTS = ("corpus", "data_info")
REJECTS = "rejects.csv"


def run(context: Context) -> None:
    """Reads, merges, reports."""
    if len(context.sources) != len(context.data):
        raise FieldError(
            "SOURCE, DATA", f"{len(context.sources)} and {len(context.data)}", "differ in number", "Give one table per mapping file, in the same order."
        )
    with context.progress.stage("ingest", len(context.sources)) as steps:
        tables: list[ContractTable] = []
        for source, data in zip(context.sources, context.data, strict=True):
            tables.append(read_table(data, Mapping.load(source)))
            steps.advance()
        context.corpus = corpus = merge(tables)
        check_corpus(corpus, "after ingest")
        context.data_info = tuple(_info(table, path) for table, path in zip(tables, context.data, strict=True))
        rejects = [reject for table in tables for reject in table.rejects]
        steps.note(f"{len(context.corpus):,} rows, {len(rejects):,} rejected or corrected")
    console = context.progress.console
    for table in tables:
        for line in table.warned():
            console.print(f"  {line}", style="bold yellow", markup=False)
        for line in told(table.rejects, table.file):
            console.print(f"  {line}", style="yellow", markup=False)
    shares = terms_shares(tables)
    if shares is not None:
        console.print(terms_table(shares))
    write_rejects(rejects, context.work / REJECTS)


def _info(table: ContractTable, path: Path) -> DataInfo:
    if len(table) == 0:
        raise FieldError(table.file, None, "has no usable row", "See the reasons above; correct the mapping or the table.")
    dates = table.columns.dates[~np.isnat(table.columns.dates)]
    return DataInfo(
        source=table.source.name,
        description=table.source.description,
        licence=table.source.licence,
        rows=len(table),
        sha256=sha256_of(path),
        first=dates.min().item() if len(dates) else None,
        last=dates.max().item() if len(dates) else None,
    )
