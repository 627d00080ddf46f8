"""The tables printed after a simulation: what was drawn by seller and kind of deal, and the simulated market beside the published one."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Group, RenderableType
from rich.table import Table

from training.simulate.aggregates import Comparison, Sample, compare
from training.simulate.labels import MISSING
from training.simulate.strata import ABROAD, FIRM, OTHER, PUBLIC

NAMES = {FIRM: "firms", PUBLIC: "universities, institutes", ABROAD: "abroad", OTHER: "persons, bodies"}
LEAST_ROWS = 20_000
"""Rows below which a sample is too small to be compared with the nation."""


def summary(table: pa.Table) -> RenderableType:
    """Prices in 万元 by seller and kind of deal, a line on languages, labels, faults and empty cells; from `LEAST_ROWS` on the comparison too."""
    parts: list[RenderableType] = [_strata(table), _line(table)]
    if table.num_rows >= LEAST_ROWS:
        parts.append(comparison_table(compare(table)))
    return Group(*parts)


def comparison_table(found: list[Comparison]) -> Table:
    """Published, simulated, how far off and how far it may be."""
    shown = Table(title="The simulated market beside the published one (sources: training/simulate/published.toml)")
    for heading in ("figure", "published", "simulated", "off", "may be"):
        shown.add_column(heading, justify="left" if heading == "figure" else "right")
    for one in found:
        off, most = (f"{one.off:+.3f}", f"±{one.tolerance:g}") if one.absolute else (f"{one.off:+.1%}", f"±{one.tolerance:.0%}")
        shown.add_row(one.name, _figure(one.published), _figure(one.simulated), off, most, style="" if one.holds else "red")
    shown.caption = f"{sum(one.holds for one in found)} of {len(found)} within their tolerance; means and values by expectation"
    return shown


def _strata(table: pa.Table) -> Table:
    shown = Table(title=f"SIMULATED contracts: {table.num_rows:,} rows from {pc.min(table['valued_on'])} to {pc.max(table['valued_on'])}")
    for heading in ("seller", "kind of deal", "rows", "median", "expected mean", "true spread", "drift of true ln(median) a year"):
        shown.add_column(heading, justify="left" if heading in ("seller", "kind of deal") else "right")
    sample = Sample(table)
    price = table["contract_total_wan"].to_numpy(zero_copy_only=False)
    spread, true = table["truth_spread"].to_numpy(), np.log(table["truth_median_wan"].to_numpy())
    years = table["valued_on"].to_numpy().astype("datetime64[D]").astype(float) / 365.25
    for group, mode in sorted(set(zip(sample.groups.tolist(), sample.modes.tolist(), strict=True))):
        rows = np.flatnonzero((sample.groups == group) & (sample.modes == mode) & np.isfinite(price) & (sample.weights > 0))
        if len(rows) < 2:
            continue
        drift = np.polyfit(years[rows], true[rows], 1)[0] if np.ptp(years[rows]) > 1 else float("nan")
        mean = sample.mean(np.isin(np.arange(len(price)), rows))
        shown.add_row(NAMES[group], mode, f"{len(rows):,}", f"{np.median(price[rows]):,.1f}", f"{mean:,.0f}", f"{spread[rows].mean():.2f}", f"{drift:+.3f}")
    shown.caption = "totals in 万元 of signing, over all years"
    return shown


def _line(table: pa.Table) -> str:
    n = max(table.num_rows, 1)
    english = pc.sum(pc.equal(table["language"], "en")).as_py() or 0
    labels = {"priced": "technology_amount_wan", "maturity": "maturity", "scored": "score_technical", "dominant value": "dominant_value"}
    known = ", ".join(f"{name} {1 - table[column].null_count / n:.0%}" for name, column in labels.items())
    empty = ", ".join(f"{name} {table[name].null_count / n:.0%}" for name in MISSING)
    faults = {each["values"]: each["counts"] for each in pc.value_counts(table["truth_anomaly"]).to_pylist()}
    planted = ", ".join(f"{name} {count / n:.1%}" for name, count in sorted(faults.items()) if name)
    clean = (pc.sum(table["truth_clean"]).as_py() or 0) / n
    return f"English {english / n:.0%}; {known}. Clean {clean:.0%}; planted: {planted or 'none'}. Empty: {empty}."


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:,.1f}" if abs(value) >= 10 else f"{value:.3f}"
