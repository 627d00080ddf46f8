"""Price checks as a table, one row per input row in the same order; flags and reasons of one row are joined by " | "."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from models.manifest import Manifest
from models.predictions import Predictions, refusal_reasons
from models.price_findings import RowChecks
from models.tables.contract_table import ContractTable
from models.tables.listing_columns import ListingColumns
from valuation.price import QUANTILE_NAMES
from valuation.price_check.check import PriceCheck
from valuation.price_check.thresholds import Thresholds

SEPARATOR = " | "


def price_check_table(
    table: ContractTable, listing: ListingColumns, predictions: Predictions, checks: Sequence[RowChecks], manifest: Manifest, thresholds: Thresholds
) -> pa.Table:
    """The table of n checks. `anomaly` is null where nothing could be compared; `refused`: why there is no estimate; `unread`: what price is unread."""
    found = [[check for check in (row.contract, row.asking) if check is not None] for row in checks]
    flags = [[flag for check in row for flag in check.flags] for row in found]
    quantiles = np.full((len(table), len(QUANTILE_NAMES)), np.nan) if predictions.price is None else np.exp(predictions.price)
    quantiles[list(table.unreadable)] = np.nan
    return pa.table(
        {
            "id": pa.array(table.ids, pa.string()),
            "valuation_date": pa.array(table.columns.dates.astype("datetime64[D]"), pa.date32()),
            "contract_price": _amounts(listing.contract_prices),
            "contract_percentile": pa.array([_percentile(row.contract) for row in checks], pa.float64()),
            "asking_price": _amounts(listing.asking_prices),
            "asking_percentile": pa.array([_percentile(row.asking) for row in checks], pa.float64()),
            "currency": pa.array([manifest.price.currency if manifest.price else None] * len(table), pa.string()),
            "price_concept": pa.array([manifest.price.concept if manifest.price else None] * len(table), pa.string()),
            **{f"expected_{name}": _amounts(quantiles[:, QUANTILE_NAMES.index(name)]) for name in ("p05", "p50", "p95")},
            "anomaly": pa.array([_anomaly(row) for row in found], pa.bool_()),
            "flags": _joined([[flag.code for flag in row] for row in flags]),
            "reasons_zh": _joined([[flag.zh for flag in row] for row in flags]),
            "reasons_en": _joined([[flag.en for flag in row] for row in flags]),
            "refused": pa.array(refusal_reasons(predictions, table.unreadable), pa.string()),
            "unread": pa.array([listing.unreadable.get(row) for row in range(len(table))], pa.string()),
            "thresholds_version": pa.array([thresholds.version] * len(table), pa.string()),
            "model_version": pa.array([manifest.version] * len(table), pa.string()),
        }
    )


def _amounts(amounts: np.ndarray[tuple[int], np.dtype[np.float64]]) -> pa.Array:
    return pa.array(amounts, pa.float64(), mask=~np.isfinite(amounts))


def _percentile(check: PriceCheck | None) -> float | None:
    return None if check is None else check.percentile


def _anomaly(checks: Sequence[PriceCheck]) -> bool | None:
    """True where any check says so, null where none could say anything."""
    said = [check.anomaly for check in checks if check.anomaly is not None]
    return any(said) if said else None


def _joined(rows: Sequence[Sequence[str]]) -> pa.Array:
    """Each row's texts, repeated ones once (an asking price and a contract may be flagged alike); null where there are none."""
    return pa.array([SEPARATOR.join(dict.fromkeys(row)) or None for row in rows], pa.string())
