"""The table printed after a simulation: what was drawn, by seller and contract type, beside the share of cells left empty."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Group, RenderableType
from rich.table import Table

from training.simulate.figures import FIRM, MISSING, PERSON, PUBLIC, SELLER_GROUPS
from valuation.codes import LISTS

NAMES = {FIRM: "firms", PUBLIC: "universities, institutes", PERSON: "persons"}


def summary(table: pa.Table) -> RenderableType:
    """Prices in 万元 by seller group and type, then a line on languages, labels and empty cells."""
    shown = Table(title=f"SIMULATED contracts: {table.num_rows:,} from {pc.min(table['signed_on'])} to {pc.max(table['signed_on'])}")
    for heading in ("seller", "contract type", "rows", "median", "mean", "true spread", "ln drift a year"):
        shown.add_column(heading, justify="left" if heading in ("seller", "contract type") else "right")
    groups, types = _groups(table), _codes(table, "contract_type", "contract_type")
    price = table["technology_amount_wan"].to_numpy(zero_copy_only=False)
    spread, years = table["truth_spread"].to_numpy(), table["signed_on"].to_numpy().astype("datetime64[D]").astype(float) / 365.25
    for group, kind in sorted({(group, kind) for group, kind in zip(groups, types, strict=True) if group and kind}):
        rows = np.flatnonzero((groups == group) & (types == kind) & np.isfinite(price))
        if len(rows) < 2:
            continue
        drift = np.polyfit(years[rows], np.log(price[rows]), 1)[0] if np.ptp(years[rows]) > 1 else float("nan")
        figures = (f"{len(rows):,}", f"{np.median(price[rows]):,.1f}", f"{price[rows].mean():,.0f}", f"{spread[rows].mean():.2f}", f"{drift:+.3f}")
        shown.add_row(NAMES[group], LISTS["contract_type"].label(kind, "en"), *figures)
    shown.caption = "prices in 万元 of signing; median and mean over all years; not calibrated to national totals"
    return Group(shown, _line(table))


def _line(table: pa.Table) -> str:
    n = max(table.num_rows, 1)
    english = pc.sum(pc.equal(table["language"], "en")).as_py() or 0
    labels = {"priced": "technology_amount_wan", "maturity": "maturity", "scored": "score_technical", "dominant value": "dominant_value"}
    known = ", ".join(f"{name} {1 - table[column].null_count / n:.0%}" for name, column in labels.items())
    empty = ", ".join(f"{name} {table[name].null_count / n:.0%}" for name in MISSING)
    return f"English {english / n:.0%}; {known}. Empty: {empty}."


def _groups(table: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    codes = _codes(table, "seller_kind", "party_kind")
    return np.asarray([SELLER_GROUPS.get(code, FIRM) if code else "" for code in codes], dtype=object)


def _codes(table: pa.Table, column: str, listed: str) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Labels of either language back to codes; "" where the cell is empty."""
    cells = table[column].to_pylist()
    known = {cell: LISTS[listed].resolve(cell, column) for cell in set(cells) if cell}
    return np.asarray([known.get(cell, "") for cell in cells], dtype=object)
