from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.manifest import sha256_of
from training.context import Context
from training.stages import ingest
from valuation.field_error import FieldError

MAPPING = 'text = "text"\n[price]\nconcept = "grant_amount"\namount = "amount"\nunit = "CNY"\n[date]\ncolumn = "day"\n'


def table(context: Context, rows: list[str], header: str = "text,amount,day") -> Context:
    """The context with one small table of its own."""
    source, data = context.work / "m.toml", context.work / "t.csv"
    source.write_text(MAPPING, "utf-8")
    data.write_text("\n".join([header, *rows]), "utf-8")
    return replace(context, sources=(source,), data=(data,))


def test_every_source_is_read_by_its_mapping_and_laid_together(fresh: Context) -> None:
    ingest.run(fresh)
    assert [table.source.name for table in fresh.corpus.tables] == ["tiny-market", "tiny-panel"]
    assert len(fresh.corpus) == sum(info.rows for info in fresh.data_info) == 1_300 - dropped(fresh.work)
    assert len(fresh.corpus.priced) == 900 and (fresh.corpus.levels[fresh.corpus.source == 1, 0] > 0).all()


def dropped(work: Path) -> int:
    with (work / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        return sum(row["dropped"] == "true" for row in csv.DictReader(file))


def test_the_data_are_told_with_digest_rows_and_span(fresh: Context) -> None:
    ingest.run(fresh)
    market, panel = fresh.data_info
    assert market.sha256 == sha256_of(fresh.data[0]) and market.rows == 900
    dates = fresh.corpus.columns.dates[fresh.corpus.priced]
    assert (market.first, market.last) == (dates.min().item(), dates.max().item())
    assert panel.first is None and panel.last is None  # records without a date


def test_bad_rows_are_set_aside_told_and_written_down(fresh: Context, said: Callable[[Context], str]) -> None:
    context = table(fresh, ["a pump,100,2015-01-01", "a pipe,lots,2015-02-01", "a valve,300,2015-03-01"])
    ingest.run(context)
    assert context.corpus.amounts.tolist() == [100, 300]
    assert "not an amount of money (line 3; value 'lots')" in said(context) and "1 rejected" in said(context)
    assert dropped(context.work) == 1


def test_warnings_on_the_table_and_the_terms_of_its_deals_are_told(fresh: Context, said: Callable[[Context], str]) -> None:
    context = table(fresh, ["a pump,,2015-01-01,100,lump sum", "a pipe,,2015-02-01,200,free", "a valve,,2015-03-01,,royalty"], "text,amount,day,whole,paid")
    context.sources[0].write_text(MAPPING.replace('unit = "CNY"', 'unit = "CNY"\ntotal = "whole"') + '[terms]\ncolumn = "paid"\n', "utf-8")
    ingest.run(context)
    told = " ".join(said(context).split())
    price = context.corpus.tables[0].source.price
    assert "only whole" in told and "registered_contract_amount" in told and price is not None and price.concept == "registered_contract_amount"
    assert "Terms of deals" in told and "free of charge" in told and "royalty alone" in told
    assert len(context.corpus) == 3 and context.corpus.priced.tolist() == [0]


def test_unequal_numbers_of_sources_and_tables_are_refused(fresh: Context) -> None:
    with pytest.raises(FieldError, match=r"SOURCE, DATA: differ in number \(value: '2 and 1'\)"):
        ingest.run(replace(fresh, data=fresh.data[:1]))


def test_a_table_without_rows_is_refused_by_name(fresh: Context) -> None:
    with pytest.raises(FieldError, match=r"t\.csv"):
        ingest.run(table(fresh, []))


def test_a_table_without_rejects_leaves_an_empty_list_of_them(fresh: Context) -> None:
    context = table(fresh, ["a pump,100,2015-01-01"])
    ingest.run(context)
    assert dropped(context.work) == 0 and np.array_equal(context.corpus.amounts, [100.0])


def test_square_brackets_in_a_cell_are_text(fresh: Context, said: Callable[[Context], str]) -> None:
    context = table(fresh, ["a pump,100,2015-01-01", "a pipe,[/red],2015-02-01"])
    ingest.run(context)
    assert "value '[/red]'" in said(context)
