"""The section on data: which tables, which years, and what was left out for which reason."""

from __future__ import annotations

from collections import Counter

import numpy as np

from training.cells import Bar, Cell
from training.page import Page
from training.report.finished import Figures, Finished

MOST_REASONS = 15


def add_data(page: Page, run: Finished) -> Figures:
    """Sources, contracts by year, rejects."""
    page.heading("Data and exclusions", "数据与剔除")
    rows: list[list[Cell]] = [
        [one.source, one.description, one.licence or "not stated", f"{one.rows:,}", str(one.first or "–"), str(one.last or "–"), one.sha256[:12]]
        for one in run.manifest.data
    ]
    page.table(("source", "what it is", "licence", "rows", "first", "last", "sha256"), rows, words=(1, 2))
    _add_years(page, run)
    counts = reject_counts(run)
    page.subheading("Left out while reading", "读取时剔除")
    if counts:
        page.text(f"{sum(counts.values()):,} cells or rows could not be used; each stands in rejects.csv with its line, value and fix.")
        page.table(("field and reason", "cells"), [(reason, f"{count:,}") for reason, count in counts.most_common(MOST_REASONS)])
    else:
        page.text("Every row could be read.")
    return {"data": [one.model_dump(mode="json") for one in run.manifest.data], "rejects": dict(counts)}


def reject_counts(run: Finished) -> Counter[str]:
    """How often each field was refused for each reason."""
    return Counter(f"{reject.field}: {reject.reason}" for table in run.corpus.tables for reject in table.rejects)


def _add_years(page: Page, run: Finished) -> None:
    if not len(run.priced):
        return
    years, counts = np.unique(np.floor(run.years).astype(np.int64), return_counts=True)
    whole, amounts = np.floor(run.years), run.corpus.amounts[run.priced]
    head = run.manifest.price
    rows: list[list[Cell]] = [
        [
            str(year),
            f"{count:,}",
            Bar(0, float(count), end=float(counts.max())),
            *(f"{value:,.0f}" for value in np.quantile(amounts[whole == year], (0.1, 0.5, 0.9))),
        ]
        for year, count in zip(years, counts, strict=True)
    ]
    page.table(("year", "contracts", "", "10 % of prices below", "median", "90 % below"), rows, f"Priced contracts by year, {head.currency if head else ''}")
